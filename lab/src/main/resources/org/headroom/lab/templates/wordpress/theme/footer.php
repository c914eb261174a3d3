<?php
/** The end of every page. */
?>
</main>
<?php get_sidebar(); ?>
</div>
<footer class="site-footer">
    <p><em>All notes are fiction,</em> <strong><em>all numbers are not.</em></strong> <code>headroom lab</code>
        <kbd>up</kbd> <time datetime="2026-01-05">5 January 2026</time></p>
    <?php headroom_frames(); ?>
</footer>
<?php wp_footer(); ?>
</body>
</html>
