<?php
/**
 * Makes the tables and the administrator, as WordPress's own installation page does. Run once, from the docroot.
 * HEADROOM_ADMIN_PASSWORD_FILE names the file with the administrator's password.
 */
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = '${site_host}';
require getcwd() . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';

// No mail about the new site.
function wp_new_blog_notification($title, $url, $user, $password)
{
}

$password = trim(file_get_contents(getenv('HEADROOM_ADMIN_PASSWORD_FILE')));
wp_install('Fjord & Fell', 'admin', 'admin@${site_host}', true, '', $password, 'en_US');
echo "WordPress $wp_version: tables made\n${done}\n";
