<?php
/**
 * Plugin Name: Headroom lab
 * Description: Keeps every reference of a page on its own host, and WordPress from asking anybody anything.
 */

// Nothing on foreign hosts: no emoji, no hints, no links to the makers.
remove_action('wp_head', 'print_emoji_detection_script', 7);
remove_action('wp_print_styles', 'print_emoji_styles');
remove_action('wp_head', 'rest_output_link_wp_head', 10);
remove_action('wp_head', 'wp_resource_hints', 2);
remove_action('template_redirect', 'rest_output_link_header', 11);
add_filter('emoji_svg_url', '__return_false');
add_filter('gettext', function ($text, $original) {
    return $original === 'https://wordpress.org/' ? home_url('/') : $text;
}, 10, 2);

// PHP asks no other server for anything, not even this one.
add_filter('pre_http_request', function () {
    return new WP_Error('headroom_lab', 'the lab has no outgoing network');
});

// No look for new versions, whoever asks.
remove_action('init', 'wp_schedule_update_checks');
add_filter('pre_site_transient_update_core', '__return_null');
add_filter('pre_site_transient_update_plugins', '__return_null');
add_filter('pre_site_transient_update_themes', '__return_null');
