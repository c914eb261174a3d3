<?php
/** A page; the front page is one, too. */
get_header();
while (have_posts()) :
    the_post();
    ?>
    <article <?php post_class(); ?>>
        <header class="entry-header"><h1><?php the_title(); ?></h1></header>
        <div class="entry-content"><?php the_content(); ?></div>
        <p class="comments">Write to us, we <em>read</em> everything.</p>
    </article>
    <?php
endwhile;
get_footer();
