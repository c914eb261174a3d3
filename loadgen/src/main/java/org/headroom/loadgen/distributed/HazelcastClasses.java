package org.headroom.loadgen.distributed;

/**
 * The classes that Hazelcast finds by a name it was sent: its own. Its own data types by name are the one way of making
 * objects that has no switch; with this, no class of ours, of a library or of the JDK can be named.
 */
final class HazelcastClasses extends ClassLoader {
    private static final String HAZELCAST = "com.hazelcast.";

    HazelcastClasses() {
        super("hazelcast-only", HazelcastClasses.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(HAZELCAST)) {
            throw new ClassNotFoundException(name + " is not Hazelcast's");
        }
        return super.loadClass(name, resolve);
    }
}
