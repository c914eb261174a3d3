<?php
/** The top of every page: head, logo, menu, search. */
?><!DOCTYPE html>
<html <?php language_attributes(); ?>>
<head>
<meta charset="<?php bloginfo('charset'); ?>">
<meta name="viewport" content="width=device-width, initial-scale=1">
<?php wp_head(); ?>
</head>
<body <?php body_class(); ?>>
<?php wp_body_open(); ?>
<a class="skip-link" href="#content">Skip to the text</a>
<header class="site-header">
    <?php the_custom_logo(); ?>
    <p class="site-title"><a href="<?php echo esc_url(home_url('/')); ?>"><?php bloginfo('name'); ?></a></p>
    <p class="site-description"><?php bloginfo('description'); ?></p>
    <?php wp_nav_menu(['theme_location' => 'primary', 'container' => 'nav', 'container_class' => 'site-navigation']); ?>
    <?php get_search_form(); ?>
</header>
<div class="site-body">
<main id="content" class="site-content">
