<?php
/** Lists: the journal, a category, what a search has found. */
get_header();
?>
<header class="entry-header"><h1><?php echo is_search() ? 'Search: ' . get_search_query() : wp_get_document_title(); ?></h1></header>
<?php
while (have_posts()) :
    the_post();
    ?>
    <article <?php post_class(); ?>>
        <h2><a href="<?php the_permalink(); ?>"><?php the_title(); ?></a></h2>
        <?php the_post_thumbnail('thumbnail'); ?>
        <p class="posted-on"><time datetime="<?php echo esc_attr(get_the_date('c')); ?>"><?php echo esc_html(get_the_date()); ?></time></p>
        <?php the_excerpt(); ?>
    </article>
    <?php
endwhile;
the_posts_pagination();
get_footer();
