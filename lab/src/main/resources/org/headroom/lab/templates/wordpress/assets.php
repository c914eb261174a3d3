<?php
/**
 * Makes the theme's styles, scripts, fonts, pictures and data (theme/parts.php): as large, after gzip, as what they
 * stand for. The contents are filler from seeded random numbers; names, sizes and what refers to what are the point.
 * Run once for all sites, with the path of wp-content.
 */
require __DIR__ . '/photos.php';

$content = $argv[1];
$theme = "$content/themes/headroom-lab";
$assets = "$theme/assets";
$parts = require "$theme/parts.php";
foreach (['css', 'js', 'fonts', 'images', 'data', 'frames'] as $kind) {
    mkdir("$assets/$kind", 0755, true);
}

/** Calls the generator for one more piece until the text is as large as wanted after gzip. */
function headroom_filled(string $head, int $kilobytes, callable $piece, string $tail): string
{
    // A piece in the middle of a text costs what the whole costs by the piece, so one look tells how many are wanted.
    $sample = $head;
    for ($n = 0; $n < 200; $n++) {
        $sample .= $piece($n);
    }
    $each = (strlen(gzencode($sample, 6)) - strlen(gzencode($head, 6))) / 200;
    $wanted = (int) (($kilobytes * 1024 - strlen(gzencode($head . $tail, 6))) / $each);
    $text = $head;
    for ($n = 0; $n < $wanted; $n++) {
        $text .= $piece($n);
    }
    return $text . $tail;
}

function headroom_style(string $name, int $kilobytes, string $own): string
{
    mt_srand(crc32("style $name"));
    return headroom_filled("/* The lab's $name styles: filler, as large as a plugin's. */\n$own", $kilobytes, fn ($n) => sprintf(
        ".hr-%s__item-%d > .hr-%s__inner { margin: %dpx %dpx; padding: %.2frem; color: #%06x; border-radius: %dpx; }\n",
        $name, $n, $name, mt_rand(0, 40), mt_rand(0, 40), mt_rand(0, 300) / 100, mt_rand(0, 0xffffff), mt_rand(0, 12)
    ), '');
}

function headroom_script(string $name, int $kilobytes, string $own): string
{
    mt_srand(crc32("script $name"));
    $head = "/* The lab's $name script: filler, as large as a plugin's. */\n(function (window) {\n\t'use strict';\n\tvar parts = {};\n$own";
    return headroom_filled($head, $kilobytes, fn ($n) => sprintf(
        "\tparts.%s%d = function (state, event) {\n\t\tif (state.%s > %d) {\n\t\t\treturn state.offset + %d;\n\t\t}\n"
            . "\t\treturn window.hr%s ? event.detail * %.3f : %d;\n\t};\n",
        ['step', 'draw', 'move', 'bind'][mt_rand(0, 3)], $n, ['width', 'height', 'index', 'delay'][mt_rand(0, 3)],
        mt_rand(1, 2000), mt_rand(1, 90), ucfirst($name[0]), mt_rand(1, 4000) / 1000, mt_rand(0, 500)
    ), "\twindow['hr-$name'] = parts;\n}(window));\n");
}

/** The script that asks for more when the page is there: what the page names as preloads. */
const HEADROOM_LATE = <<<'JS'
	window.addEventListener('load', function () {
		document.querySelectorAll('link[rel=preload][as=fetch]').forEach(function (link) {
			window.fetch(link.href).then(function (answer) {
				return answer.json();
			}).then(function (data) {
				parts[link.href] = data;
			});
		});
	});

JS;

$font_count = 0;
$picture_count = 0;
foreach (array_filter($parts['styles']) as $name => $kilobytes) {
    $own = '';
    foreach ($parts['fonts'][$name] ?? [] as [$family, $weight, $style, $from]) {
        $file = $from[0] === '/' ? dirname($content) . "/wp-includes$from" : "$content/themes/twentytwentythree/assets/fonts/$from";
        $to = strtolower(str_replace(' ', '-', $family)) . "-$weight" . ($style === 'normal' ? '' : "-$style") . '.woff2';
        copy($file, "$assets/fonts/$to") || exit("no font $file\n");
        $own .= "@font-face {\n\tfont-family: \"$family\";\n\tfont-weight: $weight;\n\tfont-style: $style;\n\tfont-display: swap;\n"
            . "\tsrc: url(\"../fonts/$to\") format(\"woff2\");\n}\n";
    }
    foreach ($parts['pictures'][$name] ?? [] as [$selector, $grain]) {
        $picture_count++;
        imagejpeg(headroom_photo(500 + $picture_count, 1200, 260, $grain), "$assets/images/band-$picture_count.jpg", 60);
        $own .= "$selector { background-image: url(\"../images/band-$picture_count.jpg\"); }\n";
    }
    file_put_contents("$assets/css/$name.css", headroom_style($name, $kilobytes, $own));
}
foreach (array_filter($parts['scripts']) as $name => $kilobytes) {
    file_put_contents("$assets/js/$name.js", headroom_script($name, $kilobytes, $name === 'late' ? HEADROOM_LATE : ''));
}
for ($n = 1; $n < 18; $n++) {
    mt_srand(3000 + $n);
    file_put_contents("$assets/data/animation-$n.json", headroom_filled("{\"v\":\"5.7\",\"layers\":[[0,0,0]", 18, fn ($k) => sprintf(
        ',[%d,%.3f,%.3f]', $k, mt_rand(0, 999999) / 1000, mt_rand(0, 999999) / 1000
    ), "]}\n"));
}
for ($n = 2; $n < 12; $n++) {
    mt_srand(4000 + $n);
    $head = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Part $n</title><link rel=\"icon\" href=\"data:,\"></head><body><ul>\n";
    file_put_contents("$assets/frames/frame-$n.html", headroom_filled($head, 4, fn ($k) => sprintf(
        "<li>Place %d: %.4f, %.4f</li>\n", $k, mt_rand(0, 999999) / 1e4, mt_rand(0, 999999) / 1e4
    ), "</ul></body></html>\n"));
}
