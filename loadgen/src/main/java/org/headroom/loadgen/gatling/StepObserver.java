package org.headroom.loadgen.gatling;

import java.util.Optional;
import org.headroom.loadgen.page.PageObserver;
import org.headroom.loadgen.page.PageView;
import org.headroom.loadgen.transport.Exchange;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.scenarios.model.ResourceKind;

/** Gatling keeps the statistics of a simulation; its pages need no second bookkeeper. */
final class StepObserver implements PageObserver {
    @Override
    public void pageOffered(long intendedNanos) {}

    @Override
    public void pageStarted(long intendedNanos, long startedNanos) {}

    @Override
    public void requestDone(ResourceKind kind, Exchange exchange, Optional<FailureKind> failure, boolean sizeDiffers) {}

    @Override
    public void pageDone(PageView view) {}
}
