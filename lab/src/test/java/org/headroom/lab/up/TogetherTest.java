package org.headroom.lab.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.headroom.lab.process.LabException;
import org.junit.jupiter.api.Test;

final class TogetherTest {
    @Test
    void everyPieceIsDoneBeforeItReturns() {
        Set<Integer> done = ConcurrentHashMap.newKeySet();

        Together.each(List.of(1, 2, 3), done::add);

        assertThat(done).containsExactlyInAnyOrder(1, 2, 3);
    }

    @Test
    void theFirstFailureEndsWhatStillWaitsAndIsTheFailureOfAll() {
        CountDownLatch never = new CountDownLatch(1);

        assertThatThrownBy(() -> Together.all(
                        () -> {
                            try {
                                never.await();
                            } catch (InterruptedException e) {
                                throw new LabException("interrupted", "waiting", "nothing", e);
                            }
                        },
                        () -> {
                            throw new LabException("mariadb does not serve", "its log", "mend it");
                        }))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("mariadb does not serve");
    }
}
