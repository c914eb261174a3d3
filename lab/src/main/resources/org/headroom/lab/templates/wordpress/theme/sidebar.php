<?php
/** Beside the text: categories and the latest posts, without pictures. */
?>
<aside class="sidebar">
    <h2>Categories</h2>
    <ul><?php wp_list_categories(['title_li' => '', 'show_count' => true]); ?></ul>
    <h2>Latest</h2>
    <ul>
    <?php foreach (get_posts(['numberposts' => 6]) as $latest) : ?>
        <li><a href="<?php echo esc_url(get_permalink($latest)); ?>"><?php echo esc_html(get_the_title($latest)); ?></a>
            <time datetime="<?php echo esc_attr(get_the_date('c', $latest)); ?>"><?php echo esc_html(get_the_date('', $latest)); ?></time></li>
    <?php endforeach; ?>
    </ul>
    <p class="events-note"><span class="lab-icon">&#xf145;</span> <span class="events-time">next event soon</span></p>
</aside>
