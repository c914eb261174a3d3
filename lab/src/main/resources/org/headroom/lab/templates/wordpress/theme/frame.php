<?php
/** A small document of its own, as newsletter plugins put into a frame. It refers to nothing else. */
?><!DOCTYPE html>
<html <?php language_attributes(); ?>>
<head><meta charset="<?php bloginfo('charset'); ?>"><title>Newsletter</title><link rel="icon" href="data:,"></head>
<body>
<form method="post" action="<?php echo esc_url(home_url('/')); ?>">
    <p>News of <?php bloginfo('name'); ?>, <?php echo (int) wp_count_posts()->publish; ?> so far</p>
    <p><label>Address <input type="email" name="address"></label> <?php wp_nonce_field('newsletter'); ?><button>Send</button></p>
</form>
</body>
</html>
