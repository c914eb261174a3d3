<?php
/** The home page: a page like the others, or the journal if no page is chosen. */
require __DIR__ . (is_page() ? '/page.php' : '/index.php');
