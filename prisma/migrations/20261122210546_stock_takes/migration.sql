BEGIN;

-- AlterTable
ALTER TABLE "count_plans" ADD COLUMN     "not_before" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "stock_take_campaigns" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "first_day" DATE NOT NULL,
    "last_day" DATE NOT NULL,
    "per_day" INTEGER NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stock_take_campaigns_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stock_takes" (
    "id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "boutique_code" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "proposed_day" DATE,
    "proposed_why" TEXT,
    "proposed_by" TEXT,
    "counters" TEXT[],
    "recounters" TEXT[],
    "supervisor" TEXT,
    "approver" TEXT,
    "plan_id" TEXT,

    CONSTRAINT "stock_takes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stock_take_gates" (
    "id" BIGSERIAL NOT NULL,
    "take_id" TEXT NOT NULL,
    "gate" TEXT NOT NULL,
    "passed_by" TEXT NOT NULL,
    "passed_at" TIMESTAMPTZ(3) NOT NULL,
    "words" TEXT NOT NULL,
    "photos" TEXT[],
    "record" TEXT,
    "lapsed_at" TIMESTAMPTZ(3),

    CONSTRAINT "stock_take_gates_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stock_take_items" (
    "id" TEXT NOT NULL,
    "take_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "due_on" DATE,
    "added_by" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT,
    "words" TEXT,
    "ended_by" TEXT,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "stock_take_items_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "stock_takes_boutique_code_idx" ON "stock_takes"("boutique_code");

-- CreateIndex
CREATE INDEX "stock_takes_plan_id_idx" ON "stock_takes"("plan_id");

-- CreateIndex
CREATE UNIQUE INDEX "stock_takes_campaign_id_boutique_code_key" ON "stock_takes"("campaign_id", "boutique_code");

-- CreateIndex
CREATE INDEX "stock_take_gates_take_id_idx" ON "stock_take_gates"("take_id");

-- CreateIndex
CREATE INDEX "stock_take_items_take_id_idx" ON "stock_take_items"("take_id");

-- AddForeignKey
ALTER TABLE "stock_takes" ADD CONSTRAINT "stock_takes_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "stock_take_campaigns"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_take_gates" ADD CONSTRAINT "stock_take_gates_take_id_fkey" FOREIGN KEY ("take_id") REFERENCES "stock_takes"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_take_items" ADD CONSTRAINT "stock_take_items_take_id_fkey" FOREIGN KEY ("take_id") REFERENCES "stock_takes"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

COMMIT;
