<?php
/**
 * Fills a fresh WordPress: settings, menu, pages, posts, pictures, comments. Everything comes from the site's seed and
 * fixed dates, so that every lab has the same pages. Run once, from the docroot, after install.php, with the file of the
 * site's values.
 */
$site = json_decode(file_get_contents($argv[1]), true, 8, JSON_THROW_ON_ERROR);
$_SERVER['HTTP_HOST'] = $site['host'];
require getcwd() . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/image.php';
require ABSPATH . 'wp-admin/includes/nav-menu.php';
require __DIR__ . '/photos.php';

const HEADROOM_WORDS = 'water stone harbour winter light path river meadow signal bridge cabin storm island lantern copper '
    . 'market village journey morning evening silent northern narrow open weathered steep early quiet bright hollow walk '
    . 'carry follow return gather build mend watch cross under beyond between along within around before after again never';
const HEADROOM_LARGE = 26;
const HEADROOM_SMALL = 26;
const HEADROOM_POSTS = 32;

function headroom_sentence(): string
{
    static $words = null;
    $words ??= explode(' ', HEADROOM_WORDS);
    $picked = [];
    for ($n = mt_rand(7, 17); $n > 0; $n--) {
        $picked[] = $words[mt_rand(0, count($words) - 1)];
    }
    return ucfirst(implode(' ', $picked)) . '.';
}

function headroom_paragraph(): string
{
    $sentences = [];
    for ($n = mt_rand(4, 8); $n > 0; $n--) {
        $sentences[] = headroom_sentence();
    }
    return "<!-- wp:paragraph -->\n<p>" . implode(' ', $sentences) . "</p>\n<!-- /wp:paragraph -->\n\n";
}

/** Puts a picture into the media library with the sizes that the theme wants. */
function headroom_attach(string $name, callable $draw): int
{
    $file = wp_upload_dir('2026/01')['path'] . '/' . $name;
    $draw($file);
    $title = pathinfo($name, PATHINFO_FILENAME);
    $id = wp_insert_attachment([
        'post_mime_type' => str_ends_with($name, '.png') ? 'image/png' : 'image/jpeg',
        'post_title' => $title,
        'post_status' => 'inherit',
        'post_date' => '2026-01-05 08:00:00',
    ], $file);
    wp_update_attachment_metadata($id, wp_generate_attachment_metadata($id, $file));
    update_post_meta($id, '_wp_attachment_image_alt', ucfirst(str_replace('-', ' ', $title)));
    return $id;
}

/** Large ones, which WordPress scales, and small ones, which it keeps as they are. */
function headroom_photos(int $seed): array
{
    $photos = ['large' => [], 'small' => []];
    for ($n = 1; $n <= HEADROOM_LARGE; $n++) {
        $photos['large'][] = headroom_attach("landscape-$n.jpg", fn ($file) =>
            imagejpeg(headroom_photo($seed * 100 + $n, 1500, 1000, 22 + $n % 4), $file, 60));
    }
    for ($n = 1; $n <= HEADROOM_SMALL; $n++) {
        $photos['small'][] = headroom_attach("detail-$n.jpg", fn ($file) =>
            imagejpeg(headroom_photo($seed * 100 + 50 + $n, 300, 200, 22), $file, 84));
    }
    return $photos;
}

/**
 * A picture in the text. WordPress gives it srcset, sizes and lazy loading when the page is shown. On one page each
 * picture stands once, so however a client chooses from srcset, it makes as many requests as there are pictures.
 */
function headroom_image_block(int $photo, string $size): string
{
    $path = wp_make_link_relative(wp_get_attachment_image_url($photo, $size));
    return "<!-- wp:image {\"id\":$photo,\"sizeSlug\":\"$size\"} -->\n<figure class=\"wp-block-image size-$size\">"
        . "<img src=\"$path\" alt=\"\" class=\"wp-image-$photo\"/><figcaption>" . headroom_sentence()
        . "</figcaption></figure>\n<!-- /wp:image -->\n\n";
}

function headroom_posts(int $seed, array $photos): void
{
    $categories = [];
    foreach (['Journeys', 'Craft', 'Weather', 'Harbour notes', 'Kitchen'] as $name) {
        $categories[] = (int) wp_insert_term($name, 'category')['term_id'];
    }
    for ($n = 1; $n <= HEADROOM_POSTS; $n++) {
        mt_srand($seed * 1000 + $n);
        $content = '';
        for ($p = mt_rand(4, 9); $p > 0; $p--) {
            $content .= headroom_paragraph();
        }
        if ($n % 3 === 0) {
            $content .= headroom_image_block($photos[($n + 5) % count($photos)], 'large');
        }
        $id = wp_insert_post([
            'post_title' => rtrim(headroom_sentence(), '.'),
            'post_name' => "post-$n",
            'post_content' => $content,
            'post_status' => 'publish',
            'post_author' => 1,
            'post_date' => sprintf('2026-%02d-%02d 09:%02d:00', 1 + intdiv($n - 1, 8), 1 + 3 * (($n - 1) % 8), $n),
            'post_category' => [$categories[$n % count($categories)]],
            'tags_input' => ['tag-' . ($n % 7), 'tag-' . ($n % 4)],
        ], true);
        set_post_thumbnail($id, $photos[$n % count($photos)]);
        headroom_comments($id, $n);
    }
}

function headroom_comments(int $post, int $n): void
{
    for ($c = 0; $c < $n % 4; $c++) {
        wp_insert_comment([
            'comment_post_ID' => $post,
            'comment_author' => 'Reader ' . ($n + $c),
            'comment_author_email' => "reader$c@{$_SERVER['HTTP_HOST']}",
            'comment_content' => headroom_sentence(),
            'comment_date' => sprintf('2026-05-%02d 10:%02d:00', 1 + $c, $n),
            'comment_approved' => 1,
        ]);
    }
}

/** A page's text: the photographs that belong to its size, with paragraphs between them. */
function headroom_page_text(array $photos, array $wanted): string
{
    $content = headroom_paragraph()
        . "<!-- wp:quote -->\n<blockquote class=\"wp-block-quote\"><p><em>" . headroom_sentence()
        . "</em> <strong><em>" . headroom_sentence() . "</em></strong></p></blockquote>\n<!-- /wp:quote -->\n\n";
    foreach ($wanted as $size => $count) {
        $from = $photos[$size === 'small' ? 'small' : 'large'];
        for ($n = 0; $n < $count; $n++) {
            $content .= headroom_paragraph() . headroom_image_block($from[$n], $size === 'small' ? 'full' : $size);
        }
    }
    for ($n = 0; $n < 30; $n++) {
        $content .= headroom_paragraph();
    }
    return $content;
}

function headroom_page(int $seed, string $slug, string $title, string $content): int
{
    return wp_insert_post([
        'post_type' => 'page',
        'post_name' => $slug,
        'post_title' => $title,
        'post_content' => $content,
        'post_status' => 'publish',
        'post_author' => 1,
        'post_date' => '2026-01-04 08:00:00',
    ], true);
}

function headroom_pages(array $site, array $photos): void
{
    $menu = wp_create_nav_menu('Main');
    wp_update_nav_menu_item($menu, 0, [
        'menu-item-title' => 'Home', 'menu-item-url' => '/', 'menu-item-type' => 'custom', 'menu-item-status' => 'publish',
    ]);
    $parts = require get_theme_root() . '/headroom-lab/parts.php';
    $pages = ['about' => 'About', 'journal' => 'Journal', 'contact' => 'Contact'];
    foreach (array_keys($parts['photos']) as $slug) {
        $pages[$slug] = 'As large as ' . ltrim($slug, 'p') . ' % of home pages at most';
    }
    $ids = [];
    foreach ($pages as $slug => $title) {
        mt_srand(crc32($site['seed'] . $slug));
        $ids[$slug] = headroom_page($site['seed'], $slug, $title,
            headroom_page_text($photos, $parts['photos'][$slug] ?? $parts['photos']['p25']));
        wp_update_nav_menu_item($menu, 0, [
            'menu-item-object-id' => $ids[$slug], 'menu-item-object' => 'page', 'menu-item-type' => 'post_type',
            'menu-item-title' => isset($parts['photos'][$slug]) ? $slug : $title, 'menu-item-status' => 'publish',
        ]);
    }
    set_theme_mod('nav_menu_locations', ['primary' => $menu]);
    update_option('show_on_front', 'page');
    update_option('page_on_front', $ids[$site['home']]);
    update_option('page_for_posts', $ids['journal']);
}

function headroom_settings(array $site): void
{
    $options = [
        'blogdescription' => $site['tagline'], 'permalink_structure' => '/%postname%/', 'posts_per_page' => 8,
        'show_avatars' => 0, 'timezone_string' => 'UTC', 'default_ping_status' => 'closed', 'default_pingback_flag' => 0,
        'ping_sites' => '', 'thumbnail_size_w' => 300, 'thumbnail_size_h' => 200, 'large_size_w' => 1024,
        'large_size_h' => 1024,
    ];
    foreach ($options as $name => $value) {
        update_option($name, $value);
    }
    foreach (get_posts(['post_type' => ['post', 'page'], 'post_status' => 'any', 'numberposts' => -1]) as $default) {
        wp_delete_post($default->ID, true);
    }
}

kses_remove_filters();
switch_theme('headroom-lab');
// The theme was not the one that WordPress started with.
require_once get_template_directory() . '/functions.php';
headroom_settings($site);
$photos = headroom_photos($site['seed']);
headroom_posts($site['seed'], $photos['large']);
headroom_pages($site, $photos);
set_theme_mod('custom_logo', headroom_attach('logo.png', fn ($file) => headroom_drawing($site['seed'] * 10, 300, 100, $file)));
update_option('site_icon', headroom_attach('icon.png', fn ($file) => headroom_drawing($site['seed'] * 10 + 1, 192, 192, $file)));
// Permalinks' rules: asked for anew by the first request that needs them.
delete_option('rewrite_rules');
echo wp_count_posts()->publish . ' posts, ' . wp_count_posts('page')->publish . ' pages, '
    . (count($photos['large']) + count($photos['small'])) . " photographs\nheadroom: done";
