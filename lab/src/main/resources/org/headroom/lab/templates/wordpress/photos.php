<?php
/**
 * Pictures as heavy as photographs, from seeded random numbers, so that every lab draws the same. All loops over pixels
 * are gd's own: a picture takes some hundredths of a second.
 */

/** A tile of grain, which is what makes a photograph's bytes. Drawn once for all pictures. */
function headroom_grain(): GdImage
{
    static $tile = null;
    if ($tile === null) {
        mt_srand(77);
        $tile = imagecreatetruecolor(256, 256);
        for ($y = 0; $y < 256; $y++) {
            for ($x = 0; $x < 256; $x++) {
                imagesetpixel($tile, $x, $y, mt_rand(0, 255) * 0x010101 ^ mt_rand(0, 0x1f1f1f));
            }
        }
    }
    return $tile;
}

/** A landscape: sky, hills in layers, lights, and grain of the given strength in per cent. */
function headroom_photo(int $seed, int $width, int $height, int $grain): GdImage
{
    $tile = headroom_grain();
    mt_srand($seed);
    $image = imagecreatetruecolor($width, $height);
    headroom_sky($image);
    for ($layer = 1; $layer <= 5; $layer++) {
        headroom_hills($image, $layer);
    }
    for ($n = 0; $n < 60; $n++) {
        $colour = imagecolorallocatealpha($image, mt_rand(180, 255), mt_rand(170, 255), mt_rand(120, 230), mt_rand(70, 118));
        $size = mt_rand(intdiv($width, 200) + 1, intdiv($width, 20));
        imagefilledellipse($image, mt_rand(0, $width), mt_rand(0, $height), $size, $size, $colour);
    }
    for ($y = -mt_rand(0, 255); $y < $height; $y += 256) {
        for ($x = -mt_rand(0, 255); $x < $width; $x += 256) {
            imagecopymerge($image, $tile, $x, $y, 0, 0, 256, 256, $grain);
        }
    }
    return $image;
}

function headroom_sky(GdImage $image): void
{
    $hue = mt_rand(0, 90);
    $height = imagesy($image);
    for ($y = 0; $y < $height; $y++) {
        $fade = $y / $height;
        $colour = ((int) (70 + $hue + 90 * $fade) << 16) | ((int) (120 + 80 * $fade) << 8) | (int) (220 - $hue * $fade);
        imageline($image, 0, $y, imagesx($image), $y, $colour);
    }
}

function headroom_hills(GdImage $image, int $layer): void
{
    $width = imagesx($image);
    $height = imagesy($image);
    $phase = mt_rand(0, 628) / 100;
    $wave = $width / mt_rand(8, 30);
    $base = $height * (0.30 + 0.12 * $layer);
    $tone = mt_rand(10, 60);
    $points = [0, $height];
    for ($x = 0; $x <= $width; $x += 4) {
        $top = $base + sin($x / $wave + $phase) * $height / 28 + sin($x / ($wave / 5) + 2 * $phase) * $height / 95 + mt_rand(0, 3);
        array_push($points, $x, (int) $top);
    }
    array_push($points, $width, $height);
    $colour = (max(0, 110 - 16 * $layer + $tone) << 16) | (max(0, 140 - 18 * $layer + $tone) << 8) | max(0, 120 - 20 * $layer);
    imagefilledpolygon($image, $points, $colour);
}

/** A flat drawing with transparency, as logos and icons are. */
function headroom_drawing(int $seed, int $width, int $height, string $file): void
{
    mt_srand($seed);
    $image = imagecreatetruecolor($width, $height);
    imagealphablending($image, false);
    imagesavealpha($image, true);
    imagefill($image, 0, 0, imagecolorallocatealpha($image, 0, 0, 0, 127));
    imagealphablending($image, true);
    imageantialias($image, true);
    for ($n = 0; $n < 24; $n++) {
        $colour = imagecolorallocatealpha($image, mt_rand(0, 90), mt_rand(60, 160), mt_rand(90, 200), mt_rand(0, 60));
        $points = [];
        for ($p = 0; $p < 3; $p++) {
            array_push($points, mt_rand(0, $width), mt_rand(0, $height));
        }
        imagefilledpolygon($image, $points, $colour);
    }
    imagepng($image, $file, 9);
}
