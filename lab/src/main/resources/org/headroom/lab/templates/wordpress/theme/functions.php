<?php
/**
 * The theme's set-up, and the styles and scripts of a page. How many a page has is decided by its slug (sizes.php);
 * pages of other names are as large as p25, the posts as well.
 */

const HEADROOM_VERSION = '1.0';

add_action('after_setup_theme', function () {
    add_theme_support('title-tag');
    add_theme_support('post-thumbnails');
    add_theme_support('custom-logo', ['height' => 100, 'width' => 300, 'flex-width' => true]);
    add_theme_support('html5', ['search-form', 'comment-form', 'comment-list', 'gallery', 'caption', 'style', 'script']);
    register_nav_menus(['primary' => 'Main menu']);
});

// The photograph, one for the page's width, and one for lists: no more, since every size is a file for each picture.
add_filter('intermediate_image_sizes_advanced', function ($sizes) {
    return array_intersect_key($sizes, ['thumbnail' => true, 'large' => true]);
});

/** The size of the page that is being shown: p10 … p90. */
function headroom_size(): string
{
    static $sizes = null;
    $sizes ??= require __DIR__ . '/sizes.php';
    $slug = is_page() ? (string) get_post_field('post_name', get_queried_object_id()) : '';
    return isset($sizes[$slug]) ? $slug : 'p25';
}

/** How many documents, images, scripts, styles, fonts and fetches the page has. */
function headroom_count(string $kind): int
{
    $sizes = require __DIR__ . '/sizes.php';
    $at = array_flip(['documents', 'images', 'scripts', 'styles', 'fonts', 'fetches']);
    return $sizes[headroom_size()][$at[$kind]];
}

add_action('wp_enqueue_scripts', function () {
    $parts = require __DIR__ . '/parts.php';
    $base = get_template_directory_uri();
    // WordPress adds it to every page; here it comes when it is its turn.
    wp_dequeue_style('wp-block-library');
    foreach (array_slice($parts['styles'], 0, headroom_count('styles')) as $name => $size) {
        if ($name === 'theme') {
            wp_enqueue_style('headroom-theme', get_stylesheet_uri(), [], HEADROOM_VERSION);
        } elseif ($size === 0) {
            wp_enqueue_style($name);
        } else {
            wp_enqueue_style("headroom-$name", "$base/assets/css/$name.css", [], HEADROOM_VERSION);
        }
    }
    foreach (array_slice($parts['scripts'], 0, headroom_count('scripts')) as $name => $size) {
        if ($size === 0) {
            wp_enqueue_script($name);
        } else {
            $how = in_array($name, ['consent', 'late'], true) ? ['strategy' => 'defer'] : ['in_footer' => true];
            $needs = in_array($name, ['consent', 'late'], true) ? [] : ['jquery-core', 'jquery-migrate'];
            wp_enqueue_script("headroom-$name", "$base/assets/js/$name.js", $needs, HEADROOM_VERSION, $how);
        }
    }
}, 100);

/**
 * What the page's late script fetches: the site's own REST answers and the data of its animations. They are also named
 * as preloads, as careful sites do, so that whoever reads the page without running its scripts finds the same requests;
 * a browser takes the preloaded answer when the script asks, so each is one request.
 */
function headroom_fetches(): array
{
    $all = [rest_url('wp/v2/posts?per_page=5&_fields=id,link,title')];
    for ($n = 1; $n < 18; $n++) {
        $all[] = get_template_directory_uri() . "/assets/data/animation-$n.json";
    }
    $all[11] = rest_url('wp/v2/categories?_fields=id,name,count');
    return array_slice($all, 0, headroom_count('fetches'));
}

add_action('wp_head', function () {
    foreach (headroom_fetches() as $url) {
        printf("<link rel=\"preload\" href=\"%s\" as=\"fetch\" crossorigin=\"anonymous\">\n", esc_url($url));
    }
}, 3);

/** The other documents of a page: the first made by WordPress, the others as they lie there. */
function headroom_frames(): void
{
    for ($n = 1; $n < headroom_count('documents'); $n++) {
        $url = $n === 1
            ? home_url('/?headroom-frame=newsletter')
            : get_template_directory_uri() . "/assets/frames/frame-$n.html";
        printf("<iframe class=\"frame\" title=\"Part %d\" src=\"%s\" width=\"300\" height=\"120\"></iframe>\n", $n, esc_url($url));
    }
}

add_action('template_redirect', function () {
    if (($_GET['headroom-frame'] ?? '') === 'newsletter') {
        get_template_part('frame');
        exit;
    }
}, 0);

// One icon, whichever size a client likes.
add_filter('site_icon_meta_tags', function () {
    return [sprintf('<link rel="icon" href="%s" sizes="192x192">', esc_url(get_site_icon_url(192)))];
});
