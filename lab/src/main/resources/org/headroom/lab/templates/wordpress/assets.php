<?php
/**
 * Style sheets and scripts as large as those of the plugins that real sites carry. The contents are filler, made from
 * seeded random numbers; the names, sizes and what refers to what are the point.
 */

function headroom_assets(string $directory): void
{
    foreach (['css', 'js', 'fonts', 'images'] as $kind) {
        wp_mkdir_p("$directory/$kind");
    }
    $styles = ['grid' => 9000, 'slider' => 14000, 'forms' => 22000, 'gallery' => 11000, 'notice' => 4000];
    foreach ($styles as $name => $bytes) {
        file_put_contents("$directory/css/$name.css", headroom_style($name, $bytes));
    }
    $scripts = ['slider' => 38000, 'gallery' => 24000, 'forms' => 17000, 'notice' => 6000];
    foreach ($scripts as $name => $bytes) {
        file_put_contents("$directory/js/$name.js", headroom_script($name, $bytes));
    }
    headroom_fonts($directory);
    headroom_icons($directory);
}

function headroom_style(string $name, int $bytes): string
{
    mt_srand(crc32("style $name"));
    $text = "/* The lab's $name styles: filler, as large as a plugin's. */\n";
    for ($n = 0; strlen($text) < $bytes; $n++) {
        $text .= sprintf(
            ".hr-%s__item-%d > .hr-%s__inner { margin: %dpx %dpx; padding: %.2frem; color: #%06x; border-radius: %dpx; }\n",
            $name, $n, $name, mt_rand(0, 40), mt_rand(0, 40), mt_rand(0, 300) / 100, mt_rand(0, 0xffffff), mt_rand(0, 12)
        );
    }
    return $text;
}

function headroom_script(string $name, int $bytes): string
{
    mt_srand(crc32("script $name"));
    $text = "/* The lab's $name script: filler, as large as a plugin's. */\n(function (window) {\n\t'use strict';\n";
    $text .= "\tvar parts = {};\n";
    for ($n = 0; strlen($text) < $bytes; $n++) {
        $text .= sprintf(
            "\tparts.step%d = function (state, event) {\n\t\tif (state.%s > %d) {\n\t\t\treturn state.offset + %d;\n\t\t}\n"
                . "\t\treturn window.hr%s ? event.detail * %.3f : %d;\n\t};\n",
            $n, ['width', 'height', 'index', 'delay'][mt_rand(0, 3)], mt_rand(1, 2000), mt_rand(1, 90),
            ucfirst($name), mt_rand(1, 4000) / 1000, mt_rand(0, 500)
        );
    }
    return $text . "\twindow.hr" . ucfirst($name) . " = parts;\n}(window));\n";
}

/** Fonts that Debian's themes bring, referred to by a style sheet of our own. */
function headroom_fonts(string $directory): void
{
    $from = WP_CONTENT_DIR . '/themes/twentytwentythree/assets/fonts';
    $fonts = [
        ['DM Sans', 400, 'dm-sans/DMSans-Regular.woff2'],
        ['DM Sans', 700, 'dm-sans/DMSans-Bold.woff2'],
        ['IBM Plex Mono', 400, 'ibm-plex-mono/IBMPlexMono-Regular.woff2'],
    ];
    $css = "/* The site's fonts. */\n";
    foreach ($fonts as [$family, $weight, $file]) {
        $name = basename($file);
        copy("$from/$file", "$directory/fonts/$name") || exit("no font $from/$file\n");
        $css .= "@font-face {\n\tfont-family: \"$family\";\n\tfont-weight: $weight;\n\tfont-display: swap;\n"
            . "\tsrc: url(\"../fonts/$name\") format(\"woff2\");\n}\n";
    }
    $css .= "body, .entry-content p { font-family: \"DM Sans\", sans-serif; }\n";
    $css .= "h1, h2, h3, strong { font-family: \"DM Sans\", sans-serif; font-weight: 700; }\n";
    $css .= "code, pre, .posted-on { font-family: \"IBM Plex Mono\", monospace; }\n";
    file_put_contents("$directory/css/fonts.css", $css);
}

function headroom_icons(string $directory): void
{
    headroom_drawing(501, 480, 240, "$directory/images/sprite.png");
    headroom_photo(502, 1200, 300, "$directory/images/band.jpg", 60);
    $css = "/* Pictures that only a style sheet refers to. */\n"
        . ".site-header { background: url(\"../images/band.jpg\") center / cover no-repeat; }\n"
        . ".site-footer::before { content: \"\"; display: block; height: 60px; background: url(\"../images/sprite.png\"); }\n";
    file_put_contents("$directory/css/pictures.css", $css);
}
