package org.headroom.tuner.measure;

/**
 * A process.
 *
 * @param command its command line, as it may have rewritten it ({@code php-fpm: pool www}); empty where nobody need know
 * @param pssBytes its memory, that which is shared counted in equal parts
 * @param privateBytes its memory that is its own
 * @param sharedMemoryBytes its part of shared memory segments, among these the opcache
 */
record RunningProcess(
        long pid,
        long parent,
        String name,
        String command,
        int threads,
        long pssBytes,
        long privateBytes,
        long sharedMemoryBytes) {}
