<?php
/**
 * Fills a fresh WordPress: settings, menu, pages, posts, pictures, comments. Everything comes from seeded random
 * numbers and fixed dates, so that every lab has the same pages. Run once, from the docroot, after install.php.
 */
$_SERVER['HTTP_HOST'] = '${site_host}';
require getcwd() . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/image.php';
require ABSPATH . 'wp-admin/includes/nav-menu.php';
require __DIR__ . '/photos.php';
require __DIR__ . '/assets.php';

const HEADROOM_WORDS = 'water stone harbour winter light path river meadow signal bridge cabin storm island lantern copper '
    . 'market village journey morning evening silent northern narrow open weathered steep early quiet bright hollow walk '
    . 'carry follow return gather build mend watch cross under beyond between along within around before after again never';

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

/** Puts a picture into the media library with all the sizes that WordPress makes. */
function headroom_attach(string $name, callable $draw): int
{
    $upload = wp_upload_dir('2026/01');
    $file = $upload['path'] . '/' . $name;
    $draw($file);
    $id = wp_insert_attachment([
        'post_mime_type' => str_ends_with($name, '.png') ? 'image/png' : 'image/jpeg',
        'post_title' => pathinfo($name, PATHINFO_FILENAME),
        'post_status' => 'inherit',
        'post_date' => '2026-01-05 08:00:00',
    ], $file);
    wp_update_attachment_metadata($id, wp_generate_attachment_metadata($id, $file));
    update_post_meta($id, '_wp_attachment_image_alt', ucfirst(str_replace('-', ' ', pathinfo($name, PATHINFO_FILENAME))));
    return $id;
}

function headroom_photos(): array
{
    $photos = [];
    for ($n = 1; $n <= 16; $n++) {
        [$width, $height] = [[1200, 800], [1024, 683], [1200, 675], [960, 720]][$n % 4];
        $quality = 66 + 4 * ($n % 5);
        $photos[] = headroom_attach("landscape-$n.jpg", fn ($file) => headroom_photo($n, $width, $height, $file, $quality));
    }
    return $photos;
}

function headroom_image_block(int $photo): string
{
    $path = wp_make_link_relative(wp_get_attachment_image_url($photo, 'large'));
    return "<!-- wp:image {\"id\":$photo,\"sizeSlug\":\"large\"} -->\n<figure class=\"wp-block-image size-large\">"
        . "<img src=\"$path\" alt=\"\" class=\"wp-image-$photo\"/></figure>\n<!-- /wp:image -->\n\n";
}

function headroom_posts(array $photos): void
{
    $categories = [];
    foreach (['Journeys', 'Craft', 'Weather', 'Harbour notes', 'Kitchen'] as $name) {
        $categories[] = headroom_category($name);
    }
    for ($n = 1; $n <= 32; $n++) {
        mt_srand(1000 + $n);
        $photo = $photos[$n % count($photos)];
        $content = '';
        for ($p = mt_rand(4, 9); $p > 0; $p--) {
            $content .= headroom_paragraph();
        }
        if ($n % 3 === 0) {
            $content .= headroom_image_block($photos[($n + 5) % count($photos)]);
        }
        $id = wp_insert_post([
            'post_title' => rtrim(headroom_sentence(), '.'),
            'post_name' => "post-$n",
            'post_content' => $content,
            'post_status' => 'publish',
            'post_author' => 1,
            'post_date' => sprintf('2026-%02d-%02d 09:%02d:00', 1 + intdiv($n - 1, 8), 1 + 3 * (($n - 1) % 8), $n),
            'post_category' => [$categories[$n % count($categories)]],
            'tags_input' => ["tag-" . ($n % 7), "tag-" . ($n % 4)],
        ], true);
        set_post_thumbnail($id, $photo);
        headroom_comments($id, $n);
    }
}

function headroom_category(string $name): int
{
    return (int) wp_insert_term($name, 'category')['term_id'];
}

function headroom_comments(int $post, int $n): void
{
    for ($c = 0; $c < $n % 4; $c++) {
        wp_insert_comment([
            'comment_post_ID' => $post,
            'comment_author' => 'Reader ' . ($n + $c),
            'comment_author_email' => "reader$c@${site_host}",
            'comment_content' => headroom_sentence(),
            'comment_date' => sprintf('2026-05-%02d 10:%02d:00', 1 + $c, $n),
            'comment_approved' => 1,
        ]);
    }
}

function headroom_pages(array $photos): void
{
    $menu = wp_create_nav_menu('Main');
    wp_update_nav_menu_item($menu, 0, [
        'menu-item-title' => 'Home', 'menu-item-url' => '/', 'menu-item-type' => 'custom', 'menu-item-status' => 'publish',
    ]);
    foreach (['About', 'Services', 'Journal', 'Team', 'Contact'] as $n => $title) {
        mt_srand(2000 + $n);
        $id = wp_insert_post([
            'post_type' => 'page',
            'post_title' => $title,
            'post_content' => headroom_paragraph() . headroom_image_block($photos[$n]) . headroom_paragraph(),
            'post_status' => 'publish',
            'post_author' => 1,
            'menu_order' => $n,
            'post_date' => '2026-01-04 08:00:00',
        ], true);
        wp_update_nav_menu_item($menu, 0, [
            'menu-item-object-id' => $id, 'menu-item-object' => 'page', 'menu-item-type' => 'post_type',
            'menu-item-status' => 'publish',
        ]);
    }
    set_theme_mod('nav_menu_locations', ['primary' => $menu]);
}

function headroom_settings(): void
{
    update_option('blogdescription', 'Notes from a small harbour');
    update_option('permalink_structure', '/%postname%/');
    update_option('posts_per_page', 8);
    update_option('show_avatars', 0);
    update_option('timezone_string', 'UTC');
    update_option('default_ping_status', 'closed');
    update_option('default_pingback_flag', 0);
    update_option('ping_sites', '');
    foreach (get_posts(['post_type' => ['post', 'page'], 'post_status' => 'any', 'numberposts' => -1]) as $default) {
        wp_delete_post($default->ID, true);
    }
}

kses_remove_filters();
switch_theme('twentytwentyone');
headroom_settings();
$photos = headroom_photos();
headroom_posts($photos);
headroom_pages($photos);
set_theme_mod('custom_logo', headroom_attach('logo.png', fn ($file) => headroom_drawing(500, 300, 100, $file)));
headroom_assets(WPMU_PLUGIN_DIR . '/headroom-lab');
flush_rewrite_rules(false);
echo wp_count_posts()->publish . " posts, " . wp_count_posts('page')->publish . " pages, "
    . count($photos) . " photographs\n${done}\n";
