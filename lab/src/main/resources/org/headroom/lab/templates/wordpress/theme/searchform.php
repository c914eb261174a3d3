<?php
/** The search in the header. */
?>
<form role="search" method="get" class="site-search" action="<?php echo esc_url(home_url('/')); ?>">
    <label>Search <input type="search" name="s" value="<?php echo esc_attr(get_search_query()); ?>"></label>
    <button type="submit">Go</button>
</form>
