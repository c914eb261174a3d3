<?php
/**
 * How large the sites' pages are: as many requests, of as many kinds, as home pages have at the five percentiles that
 * the HTTP Archive publishes.
 *
 * Source: Web Almanac 2024, chapter "Page Weight" (https://almanac.httparchive.org/en/2024/page-weight), figures
 *   - total: "Distribution of requests by page type", home pages: 22, 42, 72, 117, 180
 *   - images: "Distribution of image requests by device type", desktop: 5, 9, 18, 33, 60
 *   - scripts: "JavaScript request distribution by device type", mobile: 5, 11, 22, 41, 69 (desktop's median is 24)
 *   - styles: "Distribution of CSS file requests by device type", desktop: 2, 4, 8, 16, 26
 *   - fonts: "Font requests distribution by percentile", desktop: 0, 2, 4, 7, 11
 *   - documents: "HTML requests distribution by percentile", desktop: 1, 1, 2, 6, 12
 *   - fetches (JSON and what else scripts ask for): the chapter has no such figure. It is what is left of the total;
 *     percentiles of parts do not add up to the percentile of the whole, so it does not rise with the page.
 * The number of images counts the site's icon and the pictures that style sheets name.
 */
return [
    //        documents, images, scripts, styles, fonts, fetches
    'p10' => [1, 5, 5, 2, 0, 9],
    'p25' => [1, 9, 11, 4, 2, 15],
    'p50' => [2, 18, 22, 8, 4, 18],
    'p75' => [6, 33, 41, 16, 7, 14],
    'p90' => [12, 60, 69, 26, 11, 2],
];
