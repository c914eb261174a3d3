<?php
/**
 * Makes the tables and the administrator, as WordPress's own installation page does. Run once, from the docroot, with
 * the file of the site's values and the file with the administrator's password.
 */
$site = json_decode(file_get_contents($argv[1]), true, 8, JSON_THROW_ON_ERROR);
$password = trim(file_get_contents($argv[2]));
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = $site['host'];
require getcwd() . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';

// No mail about the new site.
function wp_new_blog_notification($title, $url, $user, $password)
{
}

wp_install($site['title'], 'admin', 'admin@' . $site['host'], true, '', $password, 'en_US');
echo "WordPress $wp_version\nheadroom: done";
