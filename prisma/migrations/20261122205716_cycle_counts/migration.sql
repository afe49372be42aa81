BEGIN;

-- CreateTable
CREATE TABLE "cycle_rules" (
    "place" TEXT NOT NULL,
    "figures" JSONB NOT NULL,
    "changed_by" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "cycle_rules_pkey" PRIMARY KEY ("place")
);

-- CreateTable
CREATE TABLE "cycle_weeks" (
    "id" TEXT NOT NULL,
    "boutique_code" TEXT NOT NULL,
    "monday" DATE NOT NULL,
    "planned_at" TIMESTAMPTZ(3) NOT NULL,
    "said_at" TIMESTAMPTZ(3),
    "left" JSONB NOT NULL,

    CONSTRAINT "cycle_weeks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cycle_slots" (
    "id" TEXT NOT NULL,
    "week_id" TEXT NOT NULL,
    "boutique_code" TEXT NOT NULL,
    "zone_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "time" TEXT NOT NULL,
    "reasons" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "planned_at" TIMESTAMPTZ(3) NOT NULL,
    "said_at" TIMESTAMPTZ(3),
    "confirmed_by" TEXT,
    "confirmed_at" TIMESTAMPTZ(3),
    "plan_id" TEXT,
    "open_zone" TEXT,
    "count_id" TEXT,
    "done_at" TIMESTAMPTZ(3),
    "on_time" BOOLEAN,

    CONSTRAINT "cycle_slots_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cycle_moves" (
    "id" BIGSERIAL NOT NULL,
    "slot_id" TEXT NOT NULL,
    "from_day" DATE NOT NULL,
    "from_time" TEXT NOT NULL,
    "to_day" DATE NOT NULL,
    "to_time" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "moved_by" TEXT NOT NULL,
    "moved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "cycle_moves_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cycle_watches" (
    "zone_id" TEXT NOT NULL,
    "holder_id" TEXT,
    "empty" BOOLEAN NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "holder_changed_at" TIMESTAMPTZ(3),
    "emptied_at" TIMESTAMPTZ(3),

    CONSTRAINT "cycle_watches_pkey" PRIMARY KEY ("zone_id")
);

-- CreateIndex
CREATE INDEX "cycle_weeks_said_at_idx" ON "cycle_weeks"("said_at");

-- CreateIndex
CREATE UNIQUE INDEX "cycle_slots_open_zone_key" ON "cycle_slots"("open_zone");

-- CreateIndex
CREATE INDEX "cycle_slots_week_id_idx" ON "cycle_slots"("week_id");

-- CreateIndex
CREATE INDEX "cycle_slots_boutique_code_day_idx" ON "cycle_slots"("boutique_code", "day");

-- CreateIndex
CREATE INDEX "cycle_moves_slot_id_idx" ON "cycle_moves"("slot_id");

-- AddForeignKey
ALTER TABLE "cycle_slots" ADD CONSTRAINT "cycle_slots_week_id_fkey" FOREIGN KEY ("week_id") REFERENCES "cycle_weeks"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cycle_moves" ADD CONSTRAINT "cycle_moves_slot_id_fkey" FOREIGN KEY ("slot_id") REFERENCES "cycle_slots"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

COMMIT;
