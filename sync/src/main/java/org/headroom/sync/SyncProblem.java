package org.headroom.sync;

/** Something that kept a pass from doing all of its work: what, where, and what to do about it. */
public record SyncProblem(Kind kind, String what, String remedy) {

    /** What sort of problem, and whether the shadow is behind because of it. */
    public enum Kind {
        /** A directory is not there: not mounted, or a wrong path. */
        NO_DIRECTORY,
        /** The directory does not say that it is what the job takes it for. */
        NO_MARKER,
        /** The marker is another site's, or says that the directory is the other end. */
        WRONG_MARKER,
        /** The master holds nothing: copying that would empty the shadow. */
        EMPTY_MASTER,
        /** One end lies within the other. */
        OVERLAP,
        /** Another pass writes to this shadow. */
        BUSY,
        /** It took too long and was ended; the files that visitors see are whole. */
        TIMEOUT,
        /** Files went away while they were copied. The next pass puts that right. */
        VANISHED,
        /** rsync is not installed, or ended with an error. */
        RSYNC
    }

    /** Whether the pass did its work all the same. */
    public boolean harmless() {
        return kind == Kind.VANISHED;
    }

    @Override
    public String toString() {
        return what + " (" + remedy + ")";
    }
}
