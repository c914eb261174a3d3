<?php
/** A post with its picture and its comments. */
get_header();
while (have_posts()) :
    the_post();
    ?>
    <article <?php post_class(); ?>>
        <header class="entry-header">
            <h1><?php the_title(); ?></h1>
            <p class="posted-on"><time datetime="<?php echo esc_attr(get_the_date('c')); ?>"><?php echo esc_html(get_the_date()); ?></time>
                in <?php the_category(', '); ?></p>
        </header>
        <?php the_post_thumbnail('large'); ?>
        <div class="entry-content"><?php the_content(); ?></div>
        <?php the_tags('<p class="tags">', ', ', '</p>'); ?>
    </article>
    <?php
    comments_template();
    the_post_navigation();
endwhile;
get_footer();
