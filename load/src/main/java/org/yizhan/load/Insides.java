package org.yizhan.load;

import com.sun.management.UnixOperatingSystemMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.PlatformManagedObject;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/// What a Java process tells of itself: allocation, memory, descriptors.
final class Insides implements AutoCloseable {

    private final JMXConnector connector;
    private final com.sun.management.ThreadMXBean threads;
    private final MemoryMXBean memory;
    private final UnixOperatingSystemMXBean system;
    private final MBeanServerConnection beans;

    /// What is held at a moment, after a full collection.
    ///
    /// @param heap        bytes of objects
    /// @param direct      bytes of buffers outside the heap that Java counts
    /// @param descriptors open files and sockets
    record Held(long heap, long direct, long descriptors) {}

    /// The address comes from a process of ours on this machine, not from outside.
    @SuppressWarnings("BanJNDI")
    Insides(long pid) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            String address = machine.startLocalManagementAgent();
            machine.detach();
            connector = JMXConnectorFactory.connect(new JMXServiceURL(address));
            beans = connector.getMBeanServerConnection();
            threads = bean(ManagementFactory.THREAD_MXBEAN_NAME, com.sun.management.ThreadMXBean.class);
            memory = bean(ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
            system = bean(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME, UnixOperatingSystemMXBean.class);
        } catch (AttachNotSupportedException e) {
            throw new IOException(e);
        }
    }

    private <T extends PlatformManagedObject> T bean(String name, Class<T> type) throws IOException {
        return ManagementFactory.newPlatformMXBeanProxy(beans, name, type);
    }

    /// On the heap since the process began, all threads together.
    long allocatedBytes() {
        return threads.getTotalThreadAllocatedBytes();
    }

    Held held() throws IOException {
        memory.gc();
        long direct = bean("java.nio:type=BufferPool,name=direct", BufferPoolMXBean.class)
                .getMemoryUsed();
        return new Held(memory.getHeapMemoryUsage().getUsed(), direct, system.getOpenFileDescriptorCount());
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
