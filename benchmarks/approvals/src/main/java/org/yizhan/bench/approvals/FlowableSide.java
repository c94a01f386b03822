package org.yizhan.bench.approvals;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.flowable.common.engine.api.delegate.event.AbstractFlowableEventListener;
import org.flowable.common.engine.api.delegate.event.FlowableEngineEventType;
import org.flowable.common.engine.api.delegate.event.FlowableEntityEvent;
import org.flowable.common.engine.api.delegate.event.FlowableEvent;
import org.flowable.common.engine.impl.cfg.IdGenerator;
import org.flowable.common.engine.impl.history.HistoryLevel;
import org.flowable.common.engine.impl.persistence.StrongUuidGenerator;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.flowable.task.api.Task;

/// Flowable as fast as it honestly gets: embedded, full history, ids made in the JVM, no engines beside
/// the process engine, no job executor, a connection for each client, a task completed without being
/// claimed. A task's id comes from an event in memory, so nothing is spent on looking for it.
final class FlowableSide implements Side, AutoCloseable {

    static final String DATABASE = "flowable";

    private final HikariDataSource connections;
    private final ProcessEngine engine;
    private final Map<String, String> tasks = new ConcurrentHashMap<>();

    FlowableSide(Postgres postgres, int clients) {
        var pool = new HikariConfig();
        pool.setJdbcUrl("jdbc:" + postgres.url(DATABASE));
        pool.setUsername("postgres");
        pool.setPassword("postgres");
        pool.setMaximumPoolSize(clients);
        pool.setAutoCommit(false);
        connections = new HikariDataSource(pool);
        var configuration = new StandaloneProcessEngineConfiguration();
        configuration.setDataSource(connections);
        configuration.setDatabaseSchemaUpdate("true");
        configuration.setHistoryLevel(HistoryLevel.FULL);
        IdGenerator ids = new StrongUuidGenerator();
        configuration.setIdGenerator(ids);
        configuration.setAsyncExecutorActivate(false);
        configuration.setDisableIdmEngine(true);
        configuration.setDisableEventRegistry(true);
        configuration.setEventListeners(List.of(new TaskIds()));
        engine = configuration.buildProcessEngine();
        engine.getRepositoryService()
                .createDeployment()
                .addClasspathResource("flowable/approval.bpmn20.xml")
                .deploy();
    }

    /// Remembers the open task of each process.
    private final class TaskIds extends AbstractFlowableEventListener {

        @Override
        public void onEvent(FlowableEvent event) {
            if (event.getType() == FlowableEngineEventType.TASK_CREATED
                    && event instanceof FlowableEntityEvent entity
                    && entity.getEntity() instanceof Task task) {
                tasks.put(task.getProcessInstanceId(), task.getId());
            }
        }

        @Override
        public boolean isFailOnException() {
            return true;
        }
    }

    @Override
    public String name() {
        return "flowable";
    }

    @Override
    public String database() {
        return DATABASE;
    }

    @Override
    public void run(int clients, Duration time, Latencies latencies) {
        var began = System.nanoTime();
        var end = began + time.toNanos();
        var ended = new CountDownLatch(clients);
        var failure = new AtomicReference<Throwable>();
        for (var i = 0; i < clients; i++) {
            Thread.ofPlatform().name("flowable-client-" + i).start(() -> {
                try {
                    while (System.nanoTime() < end && failure.get() == null) {
                        oneCase(end, latencies);
                    }
                } catch (RuntimeException e) {
                    failure.set(e);
                } finally {
                    ended.countDown();
                }
            });
        }
        try {
            ended.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        latencies.ran(System.nanoTime() - began);
        if (failure.get() != null) {
            throw new IllegalStateException("flowable", failure.get());
        }
    }

    private void oneCase(long end, Latencies latencies) {
        var id = timed(
                latencies,
                () -> engine.getRuntimeService()
                        .startProcessInstanceByKey("approval", Map.of("form", Form.JSON))
                        .getId());
        for (var step = 0; step < 2 && System.nanoTime() < end; step++) {
            var task = tasks.remove(id);
            timed(latencies, () -> {
                engine.getTaskService().complete(task);
                return id;
            });
        }
        tasks.remove(id);
    }

    private static String timed(Latencies latencies, Supplier<String> work) {
        var began = System.nanoTime();
        var result = work.get();
        latencies.add(System.nanoTime() - began);
        return result;
    }

    @Override
    public void close() {
        engine.close();
        connections.close();
    }
}
