<?php
/**
 * WordPress's configuration on an origin behind TLS proxies. The password is in a file that only www-data reads.
 */
define('DB_NAME', '${database}');
define('DB_USER', '${database_user}');
define('DB_PASSWORD', trim(file_get_contents('${database_password_file}')));
define('DB_HOST', '${database_host}');
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
$table_prefix = 'wp_';

// TLS ends at the proxy, and the name and port that the visitor used are what the proxy says.
if (($_SERVER['HTTP_X_FORWARDED_PROTO'] ?? '') === 'https') {
    $_SERVER['HTTPS'] = 'on';
    $_SERVER['SERVER_PORT'] = '${https_port}';
    $_SERVER['HTTP_HOST'] = $_SERVER['HTTP_X_FORWARDED_HOST'] ?? $_SERVER['HTTP_HOST'];
}
define('WP_HOME', 'https://${site_host}${https_suffix}');
define('WP_SITEURL', WP_HOME);

// Nothing goes out, nothing updates itself, no request starts background work.
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('DISABLE_WP_CRON', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_AUTO_UPDATE_CORE', false);
define('DISALLOW_FILE_EDIT', true);
define('DISALLOW_FILE_MODS', true);
define('FS_METHOD', 'direct');
define('WP_DEBUG', false);
define('WP_POST_REVISIONS', false);

define('AUTH_KEY', '${salt1}');
define('SECURE_AUTH_KEY', '${salt2}');
define('LOGGED_IN_KEY', '${salt3}');
define('NONCE_KEY', '${salt4}');
define('AUTH_SALT', '${salt5}');
define('SECURE_AUTH_SALT', '${salt6}');
define('LOGGED_IN_SALT', '${salt7}');
define('NONCE_SALT', '${salt8}');

if (!defined('ABSPATH')) {
    define('ABSPATH', __DIR__ . '/');
}
require_once ABSPATH . 'wp-settings.php';
