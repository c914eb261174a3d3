<?php
/** Comments and the form for one more. */
?>
<section class="comments">
    <?php if (have_comments()) : ?>
        <h2><?php echo (int) get_comments_number(); ?> comments</h2>
        <ol><?php wp_list_comments(['style' => 'ol', 'avatar_size' => 0]); ?></ol>
    <?php endif; ?>
    <?php comment_form(); ?>
</section>
