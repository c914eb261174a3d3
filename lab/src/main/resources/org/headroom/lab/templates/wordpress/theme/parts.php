<?php
/**
 * What pages are made of, in the order in which pages take it: a page of a size takes the first so many of each list.
 * Sizes are kilobytes after gzip, as the HTTP Archive counts transferred bytes. Its figures for home pages at the five
 * percentiles (Web Almanac 2024, "Page Weight"): scripts 86, 248, 585, 1151, 1822; styles 7, 32, 76, 149, 266.
 *
 * A script or style with a size is this theme's, filled with what a plugin's would be as large as (assets.php); one
 * without is WordPress's own. Each comes after all that it depends on, else WordPress would add that.
 */
return [
    'scripts' => [
        // The first two block in the head, as on most sites; the third and fourth are loaded as consent banners are.
        'jquery-core' => 0, 'jquery-migrate' => 0, 'navigation' => 22, 'consent' => 18, 'late' => 10,

        'underscore' => 0, 'imagesloaded' => 0, 'masonry' => 0, 'slider' => 52, 'forms' => 46, 'builder' => 46,

        'wp-polyfill' => 0, 'wp-hooks' => 0, 'wp-i18n' => 0, 'wp-url' => 0, 'wp-api-fetch' => 0, 'lodash' => 0, 'moment' => 0,
        'shop' => 74, 'gallery' => 62, 'animations' => 66, 'analytics' => 60,

        'react' => 0, 'react-dom' => 0, 'wp-escape-html' => 0, 'wp-element' => 0, 'jquery-ui-core' => 0, 'jquery-ui-mouse' => 0,
        'jquery-ui-draggable' => 0, 'jquery-ui-sortable' => 0, 'jquery-ui-tabs' => 0,
        'reviews' => 60, 'calendar' => 58, 'maps' => 56, 'chat' => 54, 'popup' => 50, 'membership' => 48, 'filter' => 46,
        'search' => 44, 'wishlist' => 40, 'compare' => 36,

        'hoverIntent' => 0, 'wp-dom-ready' => 0, 'wp-a11y' => 0, 'clipboard' => 0, 'jquery-ui-accordion' => 0,
        'jquery-ui-slider' => 0, 'jquery-ui-datepicker' => 0, 'jquery-ui-droppable' => 0,
        'events' => 40, 'courses' => 40, 'tickets' => 38, 'donations' => 36, 'polls' => 34, 'quiz' => 34, 'weather' => 34,
        'share' => 32, 'related' => 32, 'toc' => 32, 'lightbox' => 32, 'parallax' => 30, 'counter' => 30, 'tables' => 30,
        'charts' => 28, 'video' => 28, 'audio' => 26, 'print' => 24, 'fonts-loader' => 22, 'heartbeat-lite' => 20,
    ],
    'styles' => [
        // 'theme' is style.css itself.
        'theme' => 0, 'layout' => 5,

        'wp-block-library' => 0, 'fonts' => 10,

        'slider' => 13, 'forms' => 12, 'builder' => 11, 'gallery' => 8,

        'dashicons' => 0, 'shop' => 8, 'reviews' => 6, 'calendar' => 6, 'maps' => 5, 'chat' => 5, 'popup' => 4,
        'membership' => 4,

        'events' => 16, 'courses' => 15, 'tickets' => 14, 'donations' => 13, 'polls' => 12, 'quiz' => 11, 'share' => 10,
        'related' => 9, 'tables' => 9, 'print' => 8,
    ],
    // Which style names which fonts: family, weight, style, file in twentytwentythree (or in wp-includes).
    'fonts' => [
        'fonts' => [
            ['Lab Sans', 400, 'normal', 'dm-sans/DMSans-Regular.woff2'],
            ['Lab Sans', 700, 'normal', 'dm-sans/DMSans-Bold.woff2'],
        ],
        'slider' => [
            ['Lab Sans', 400, 'italic', 'dm-sans/DMSans-Regular-Italic.woff2'],
            ['Lab Mono', 400, 'normal', 'ibm-plex-mono/IBMPlexMono-Regular.woff2'],
        ],
        'shop' => [
            ['Lab Sans', 700, 'italic', 'dm-sans/DMSans-Bold-Italic.woff2'],
            ['Lab Mono', 700, 'normal', 'ibm-plex-mono/IBMPlexMono-Bold.woff2'],
            ['Lab Mono', 300, 'normal', 'ibm-plex-mono/IBMPlexMono-Light.woff2'],
        ],
        // The last two are what a plugin brings again under its own name, though the theme has it.
        'events' => [
            ['Lab Mono', 400, 'italic', 'ibm-plex-mono/IBMPlexMono-Italic.woff2'],
            ['Lab Icons', 400, 'normal', '/fonts/dashicons.woff2'],
            ['Events Sans', 400, 'normal', 'dm-sans/DMSans-Regular.woff2'],
            ['Events Mono', 400, 'normal', 'ibm-plex-mono/IBMPlexMono-Regular.woff2'],
        ],
    ],
    // Which style names which background pictures: the selector, and the grain that makes the picture's weight.
    'pictures' => [
        'layout' => [['.site-header', 3]],
        'fonts' => [['.site-footer', 6]],
        'slider' => [['.entry-header', 6]],
        'shop' => [['.sidebar', 7]],
        'events' => [['.comments', 8]],
        'courses' => [['.site-search', 8]],
    ],
    // Photographs of the media library on a page: how many, and in which size, "small" being originals of that size.
    // Published for desktop home pages: 84, 342, 1054, 2822 and 6526 KB of images. p50 has more than that, 1.7 MB: with
    // 1.1 MB of all else it is the 2.9 MB that the lab's median WordPress page is to have; the medians of the parts add
    // up to 1.9 MB, the median of whole desktop pages is 2.6 MB.
    'photos' => [
        'p10' => ['small' => 2],
        'p25' => ['large' => 2, 'small' => 3],
        'p50' => ['large' => 13],
        'p75' => ['large' => 22, 'small' => 5],
        'p90' => ['full' => 26, 'small' => 26],
    ],
];
