<?php
/**
 * Plugin Name: Headroom lab
 * Description: Makes the front page as many-parted as real ones are, and keeps every reference on this host.
 */

add_action('wp_enqueue_scripts', function () {
    $base = content_url('mu-plugins/headroom-lab');
    foreach (['fonts', 'grid', 'slider', 'forms', 'gallery', 'notice', 'pictures'] as $style) {
        wp_enqueue_style("headroom-$style", "$base/css/$style.css", [], '1.0');
    }
    wp_enqueue_style('dashicons');
    // jQuery and its companion block in the head, as they do on most sites; the rest comes at the end of the body.
    wp_enqueue_script('jquery');
    wp_enqueue_script('masonry');
    wp_enqueue_script('headroom-slider', "$base/js/slider.js", ['jquery', 'underscore'], '1.0', true);
    wp_enqueue_script('headroom-gallery', "$base/js/gallery.js", ['imagesloaded'], '1.0', true);
    wp_enqueue_script('headroom-forms', "$base/js/forms.js", ['jquery'], '1.0', true);
    wp_enqueue_script('headroom-notice', "$base/js/notice.js", [], '1.0', true);
});

// One script that does not block, as consent banners are loaded.
add_filter('script_loader_tag', function ($tag, $handle) {
    return $handle === 'headroom-notice' ? str_replace(' src=', ' defer src=', $tag) : $tag;
}, 10, 2);

add_action('wp_head', function () {
    $font = content_url('mu-plugins/headroom-lab/fonts/DMSans-Regular.woff2');
    printf("<link rel=\"preload\" href=\"%s\" as=\"font\" type=\"font/woff2\" crossorigin>\n", esc_url($font));
}, 1);

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
