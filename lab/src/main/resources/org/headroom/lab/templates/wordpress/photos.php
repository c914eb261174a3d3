<?php
/**
 * Pictures as large as real ones: landscapes from seeded random numbers, so every lab draws the same.
 */

/** A landscape: sky, hills in layers, and grain, which is what makes a photograph's bytes. */
function headroom_photo(int $seed, int $width, int $height, string $file, int $quality): void
{
    mt_srand($seed);
    $small = imagecreatetruecolor(intdiv($width, 2), intdiv($height, 2));
    headroom_sky($small);
    for ($layer = 1; $layer <= 5; $layer++) {
        headroom_hills($small, $layer);
    }
    $photo = imagescale($small, $width, $height, IMG_BICUBIC);
    headroom_lights($photo, $width, $height);
    imagejpeg($photo, $file, $quality);
    imagedestroy($small);
    imagedestroy($photo);
}

function headroom_sky(GdImage $image): void
{
    $width = imagesx($image);
    $height = imagesy($image);
    $hue = mt_rand(0, 90);
    for ($y = 0; $y < $height; $y++) {
        $fade = $y / $height;
        for ($x = 0; $x < $width; $x++) {
            $grain = mt_rand(-6, 6);
            $red = max(0, min(255, (int) (90 + $hue + 90 * $fade) + $grain));
            $green = max(0, min(255, (int) (130 + 80 * $fade) + $grain));
            $blue = max(0, min(255, (int) (220 - $hue * $fade) + $grain));
            imagesetpixel($image, $x, $y, ($red << 16) | ($green << 8) | $blue);
        }
    }
}

function headroom_hills(GdImage $image, int $layer): void
{
    $width = imagesx($image);
    $height = imagesy($image);
    $phase = mt_rand(0, 628) / 100;
    $wave = mt_rand(40, 120);
    $base = $height * (0.30 + 0.12 * $layer);
    $tone = mt_rand(10, 60);
    for ($x = 0; $x < $width; $x++) {
        $top = (int) ($base + sin($x / $wave + $phase) * 24 + sin($x / ($wave / 5) + 2 * $phase) * 7 + mt_rand(0, 2));
        for ($y = max(0, $top); $y < $height; $y++) {
            $grain = mt_rand(-14, 14);
            $red = max(0, min(255, 110 - 16 * $layer + $tone + $grain));
            $green = max(0, min(255, 140 - 18 * $layer + $tone + $grain));
            $blue = max(0, min(255, 120 - 20 * $layer + $grain));
            imagesetpixel($image, $x, $y, ($red << 16) | ($green << 8) | $blue);
        }
    }
}

function headroom_lights(GdImage $image, int $width, int $height): void
{
    for ($n = 0; $n < 90; $n++) {
        $colour = imagecolorallocatealpha($image, mt_rand(180, 255), mt_rand(170, 255), mt_rand(120, 230), mt_rand(70, 118));
        $size = mt_rand(4, 60);
        imagefilledellipse($image, mt_rand(0, $width), mt_rand(0, $height), $size, $size, $colour);
    }
}

/** A flat drawing with transparency, as logos and sprites are. */
function headroom_drawing(int $seed, int $width, int $height, string $file): void
{
    mt_srand($seed);
    $image = imagecreatetruecolor($width, $height);
    imagealphablending($image, false);
    imagesavealpha($image, true);
    imagefill($image, 0, 0, imagecolorallocatealpha($image, 0, 0, 0, 127));
    imagealphablending($image, true);
    imageantialias($image, true);
    for ($n = 0; $n < 40; $n++) {
        $colour = imagecolorallocatealpha($image, mt_rand(0, 90), mt_rand(60, 160), mt_rand(90, 200), mt_rand(0, 60));
        $points = [];
        for ($p = 0; $p < 3; $p++) {
            array_push($points, mt_rand(0, $width), mt_rand(0, $height));
        }
        imagefilledpolygon($image, $points, $colour);
    }
    imagepng($image, $file, 9);
    imagedestroy($image);
}
