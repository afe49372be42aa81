BEGIN;

-- AlterTable
ALTER TABLE "counts" ADD COLUMN     "plan_id" TEXT;

-- CreateTable
CREATE TABLE "count_plans" (
    "id" TEXT NOT NULL,
    "boutique_code" TEXT NOT NULL,
    "zones" TEXT[],
    "reason" TEXT NOT NULL,
    "due_on" DATE,
    "counters" TEXT[],
    "recounters" TEXT[],
    "not_approvers" TEXT[],
    "planned_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "cancelled_at" TIMESTAMPTZ(3),
    "cancelled_why" TEXT,

    CONSTRAINT "count_plans_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "count_plans_boutique_code_due_on_idx" ON "count_plans"("boutique_code", "due_on");

-- CreateIndex
CREATE INDEX "counts_plan_id_idx" ON "counts"("plan_id");

-- AddForeignKey
ALTER TABLE "counts" ADD CONSTRAINT "counts_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "count_plans"("id") ON DELETE SET NULL ON UPDATE CASCADE;

COMMIT;
