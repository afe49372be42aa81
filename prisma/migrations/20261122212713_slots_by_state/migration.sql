BEGIN;

-- CreateIndex
CREATE INDEX "count_rounds_zone_id_closed_at_idx" ON "count_rounds"("zone_id", "closed_at");

-- CreateIndex
CREATE INDEX "cycle_slots_state_day_idx" ON "cycle_slots"("state", "day");

-- CreateIndex
CREATE INDEX "cycle_slots_said_at_idx" ON "cycle_slots"("said_at");

COMMIT;
