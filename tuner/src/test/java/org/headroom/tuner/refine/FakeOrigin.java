package org.headroom.tuner.refine;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.ToDoubleBiFunction;
import org.headroom.tuner.plan.Plan;

/** An origin that is none: pages a second by a law of children and workers, noise and kills on top. */
final class FakeOrigin implements TrialGround {
    private final ToDoubleBiFunction<Integer, Integer> pagesPerSecond;
    private final double noise;
    private final OptionalInt killedFrom;
    private final Random random;
    final List<Plan> tried = new ArrayList<>();

    FakeOrigin(ToDoubleBiFunction<Integer, Integer> pagesPerSecond, double noise, OptionalInt killedFrom) {
        this(pagesPerSecond, noise, killedFrom, 1);
    }

    FakeOrigin(ToDoubleBiFunction<Integer, Integer> pagesPerSecond, double noise, OptionalInt killedFrom, long seed) {
        this.random = new Random(seed);
        this.pagesPerSecond = pagesPerSecond;
        this.noise = noise;
        this.killedFrom = killedFrom;
    }

    double truth(Plan plan) {
        return pagesPerSecond.applyAsDouble(Step.children(plan), Step.workers(plan));
    }

    @Override
    public Trial tryOut(Plan plan) {
        tried.add(plan);
        List<Double> parts = new ArrayList<>();
        for (int part = 0; part < 5; part++) {
            parts.add(truth(plan) * (1 + noise * random.nextGaussian()));
        }
        boolean killed = killedFrom.isPresent() && Step.children(plan) >= killedFrom.getAsInt();
        return new Trial(parts, true, killed ? 1 : 0, true);
    }
}
