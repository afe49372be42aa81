BEGIN;

-- CreateTable
CREATE TABLE "anomalies" (
    "id" TEXT NOT NULL,
    "number" SERIAL NOT NULL,
    "boutique_code" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "happened_at" TIMESTAMPTZ(3) NOT NULL,
    "reported_at" TIMESTAMPTZ(3) NOT NULL,
    "reported_by" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "on_shift" TEXT[],
    "pieces" TEXT[],
    "police" TEXT NOT NULL,
    "police_ref" TEXT,
    "insurer_ref" TEXT,
    "restricted" BOOLEAN NOT NULL,
    "department" TEXT NOT NULL,
    "owner_id" TEXT,
    "acknowledged_by" TEXT,
    "acknowledged_at" TIMESTAMPTZ(3),
    "stable_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "closed_by" TEXT,
    "close_reason" TEXT,
    "cause" TEXT,
    "corrective" TEXT,
    "reopened" INTEGER NOT NULL DEFAULT 0,
    "duplicate_of" TEXT,
    "count_id" TEXT,
    "recordings_until" TIMESTAMPTZ(3),
    "recordings_saved" TIMESTAMPTZ(3),
    "claim_until" TIMESTAMPTZ(3),
    "claim_made" TIMESTAMPTZ(3),

    CONSTRAINT "anomalies_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "anomaly_entries" (
    "id" BIGSERIAL NOT NULL,
    "anomaly_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "person_id" TEXT,
    "kind" TEXT NOT NULL,
    "words" TEXT NOT NULL,

    CONSTRAINT "anomaly_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "anomaly_tasks" (
    "id" TEXT NOT NULL,
    "anomaly_id" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "due_on" DATE NOT NULL,
    "added_by" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "done_by" TEXT,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "anomaly_tasks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "anomaly_photos" (
    "id" TEXT NOT NULL,
    "anomaly_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "attachment_id" TEXT,
    "added_by" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "error" TEXT,

    CONSTRAINT "anomaly_photos_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "anomaly_routes" (
    "type" TEXT NOT NULL,
    "department" TEXT NOT NULL,

    CONSTRAINT "anomaly_routes_pkey" PRIMARY KEY ("type")
);

-- CreateTable
CREATE TABLE "evidence_terms" (
    "boutique_code" TEXT NOT NULL,
    "recording_hours" INTEGER NOT NULL,
    "claim_hours" INTEGER NOT NULL,

    CONSTRAINT "evidence_terms_pkey" PRIMARY KEY ("boutique_code")
);

-- CreateTable
CREATE TABLE "supply_articles" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "size" TEXT,
    "unit" TEXT NOT NULL,
    "pack_size" INTEGER NOT NULL,
    "cost" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "supplier" TEXT NOT NULL,
    "lead_days" INTEGER NOT NULL,
    "picture_id" TEXT,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_by" TEXT NOT NULL,

    CONSTRAINT "supply_articles_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "supply_levels" (
    "boutique_code" TEXT NOT NULL,
    "article_code" TEXT NOT NULL,
    "par" INTEGER NOT NULL,
    "on_hand" INTEGER,
    "counted_at" TIMESTAMPTZ(3),

    CONSTRAINT "supply_levels_pkey" PRIMARY KEY ("boutique_code","article_code")
);

-- CreateTable
CREATE TABLE "supply_requests" (
    "id" TEXT NOT NULL,
    "number" SERIAL NOT NULL,
    "boutique_code" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "campaign_id" TEXT,
    "requested_by" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "needed_by" DATE,
    "reason" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "submitted_at" TIMESTAMPTZ(3),
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "decline_reason" TEXT,
    "goes_up" TEXT,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "supply_requests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "supply_lines" (
    "id" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "article_code" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "unit_cost" BIGINT NOT NULL,
    "asked" INTEGER NOT NULL,
    "validated" INTEGER,
    "ordered" INTEGER NOT NULL DEFAULT 0,
    "received" INTEGER NOT NULL DEFAULT 0,
    "last_year" INTEGER NOT NULL,
    "par" INTEGER,
    "on_hand" INTEGER,
    "outlier" INTEGER,
    "order_by" DATE,

    CONSTRAINT "supply_lines_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "supply_budgets" (
    "boutique_code" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "month" INTEGER NOT NULL,
    "amount" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "at_request" TEXT NOT NULL,
    "at_order" TEXT NOT NULL,

    CONSTRAINT "supply_budgets_pkey" PRIMARY KEY ("boutique_code","category","year","month")
);

-- CreateTable
CREATE TABLE "supply_orders" (
    "id" TEXT NOT NULL,
    "number" SERIAL NOT NULL,
    "supplier" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "campaign_id" TEXT,
    "ordered_by" TEXT NOT NULL,
    "ordered_at" TIMESTAMPTZ(3) NOT NULL,
    "expected_on" DATE NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "close_reason" TEXT,

    CONSTRAINT "supply_orders_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "supply_order_lines" (
    "id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "article_code" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "unit_cost" BIGINT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "received" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "supply_order_lines_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "supply_shares" (
    "order_line_id" TEXT NOT NULL,
    "request_line_id" TEXT NOT NULL,
    "boutique_code" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "received" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "supply_shares_pkey" PRIMARY KEY ("order_line_id","request_line_id")
);

-- CreateTable
CREATE TABLE "supply_receipts" (
    "id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "received_by" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "note" TEXT,

    CONSTRAINT "supply_receipts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "supply_receipt_lines" (
    "receipt_id" TEXT NOT NULL,
    "order_line_id" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "shares" JSONB NOT NULL,

    CONSTRAINT "supply_receipt_lines_pkey" PRIMARY KEY ("receipt_id","order_line_id")
);

-- CreateTable
CREATE TABLE "supply_campaigns" (
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "due_on" DATE NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "supply_campaigns_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "supply_campaign_answers" (
    "campaign_id" TEXT NOT NULL,
    "boutique_code" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "answered_by" TEXT,
    "answered_at" TIMESTAMPTZ(3),
    "validated_by" TEXT,
    "validated_at" TIMESTAMPTZ(3),
    "request_id" TEXT,

    CONSTRAINT "supply_campaign_answers_pkey" PRIMARY KEY ("campaign_id","boutique_code")
);

-- CreateTable
CREATE TABLE "supply_kit_lines" (
    "size" TEXT NOT NULL,
    "article_code" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,

    CONSTRAINT "supply_kit_lines_pkey" PRIMARY KEY ("size","article_code")
);

-- CreateTable
CREATE TABLE "gift_campaigns" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "threshold" BIGINT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "per_client" INTEGER NOT NULL DEFAULT 1,
    "approve_above" BIGINT NOT NULL,
    "boutiques" TEXT[],
    "checks" JSONB NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "gift_campaigns_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "gift_stocks" (
    "campaign_id" TEXT NOT NULL,
    "boutique_code" TEXT NOT NULL,
    "article_code" TEXT NOT NULL,
    "allocated" INTEGER NOT NULL,
    "used" INTEGER NOT NULL DEFAULT 0,
    "counted" INTEGER,

    CONSTRAINT "gift_stocks_pkey" PRIMARY KEY ("campaign_id","boutique_code","article_code")
);

-- CreateTable
CREATE TABLE "gifts" (
    "id" TEXT NOT NULL,
    "number" SERIAL NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "boutique_code" TEXT NOT NULL,
    "article_code" TEXT NOT NULL,
    "client_ref" TEXT NOT NULL,
    "sale_ref" TEXT NOT NULL,
    "sale_amount" BIGINT NOT NULL,
    "value" BIGINT NOT NULL,
    "occasion" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "exception" TEXT,
    "requested_by" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "reason" TEXT,
    "given_at" TIMESTAMPTZ(3),

    CONSTRAINT "gifts_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "anomalies_number_key" ON "anomalies"("number");

-- CreateIndex
CREATE INDEX "anomalies_boutique_code_reported_at_idx" ON "anomalies"("boutique_code", "reported_at");

-- CreateIndex
CREATE INDEX "anomalies_state_idx" ON "anomalies"("state");

-- CreateIndex
CREATE INDEX "anomalies_duplicate_of_idx" ON "anomalies"("duplicate_of");

-- CreateIndex
CREATE UNIQUE INDEX "anomalies_count_id_type_key" ON "anomalies"("count_id", "type");

-- CreateIndex
CREATE INDEX "anomaly_entries_anomaly_id_id_idx" ON "anomaly_entries"("anomaly_id", "id");

-- CreateIndex
CREATE INDEX "anomaly_tasks_anomaly_id_idx" ON "anomaly_tasks"("anomaly_id");

-- CreateIndex
CREATE INDEX "anomaly_tasks_owner_id_done_at_idx" ON "anomaly_tasks"("owner_id", "done_at");

-- CreateIndex
CREATE INDEX "anomaly_photos_anomaly_id_idx" ON "anomaly_photos"("anomaly_id");

-- CreateIndex
CREATE UNIQUE INDEX "supply_requests_number_key" ON "supply_requests"("number");

-- CreateIndex
CREATE INDEX "supply_requests_boutique_code_state_idx" ON "supply_requests"("boutique_code", "state");

-- CreateIndex
CREATE INDEX "supply_requests_requested_by_created_at_idx" ON "supply_requests"("requested_by", "created_at");

-- CreateIndex
CREATE INDEX "supply_requests_campaign_id_idx" ON "supply_requests"("campaign_id");

-- CreateIndex
CREATE INDEX "supply_lines_article_code_idx" ON "supply_lines"("article_code");

-- CreateIndex
CREATE UNIQUE INDEX "supply_lines_request_id_article_code_key" ON "supply_lines"("request_id", "article_code");

-- CreateIndex
CREATE UNIQUE INDEX "supply_orders_number_key" ON "supply_orders"("number");

-- CreateIndex
CREATE INDEX "supply_orders_state_idx" ON "supply_orders"("state");

-- CreateIndex
CREATE UNIQUE INDEX "supply_order_lines_order_id_article_code_key" ON "supply_order_lines"("order_id", "article_code");

-- CreateIndex
CREATE INDEX "supply_receipts_order_id_idx" ON "supply_receipts"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "gifts_number_key" ON "gifts"("number");

-- CreateIndex
CREATE INDEX "gifts_campaign_id_client_ref_idx" ON "gifts"("campaign_id", "client_ref");

-- CreateIndex
CREATE INDEX "gifts_boutique_code_requested_at_idx" ON "gifts"("boutique_code", "requested_at");

-- AddForeignKey
ALTER TABLE "anomaly_entries" ADD CONSTRAINT "anomaly_entries_anomaly_id_fkey" FOREIGN KEY ("anomaly_id") REFERENCES "anomalies"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "anomaly_tasks" ADD CONSTRAINT "anomaly_tasks_anomaly_id_fkey" FOREIGN KEY ("anomaly_id") REFERENCES "anomalies"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "anomaly_photos" ADD CONSTRAINT "anomaly_photos_anomaly_id_fkey" FOREIGN KEY ("anomaly_id") REFERENCES "anomalies"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "supply_levels" ADD CONSTRAINT "supply_levels_article_code_fkey" FOREIGN KEY ("article_code") REFERENCES "supply_articles"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "supply_lines" ADD CONSTRAINT "supply_lines_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "supply_requests"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "supply_lines" ADD CONSTRAINT "supply_lines_article_code_fkey" FOREIGN KEY ("article_code") REFERENCES "supply_articles"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "supply_order_lines" ADD CONSTRAINT "supply_order_lines_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "supply_orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "supply_order_lines" ADD CONSTRAINT "supply_order_lines_article_code_fkey" FOREIGN KEY ("article_code") REFERENCES "supply_articles"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "supply_shares" ADD CONSTRAINT "supply_shares_order_line_id_fkey" FOREIGN KEY ("order_line_id") REFERENCES "supply_order_lines"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "supply_shares" ADD CONSTRAINT "supply_shares_request_line_id_fkey" FOREIGN KEY ("request_line_id") REFERENCES "supply_lines"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "supply_receipts" ADD CONSTRAINT "supply_receipts_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "supply_orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "supply_receipt_lines" ADD CONSTRAINT "supply_receipt_lines_receipt_id_fkey" FOREIGN KEY ("receipt_id") REFERENCES "supply_receipts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "supply_receipt_lines" ADD CONSTRAINT "supply_receipt_lines_order_line_id_fkey" FOREIGN KEY ("order_line_id") REFERENCES "supply_order_lines"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "supply_campaign_answers" ADD CONSTRAINT "supply_campaign_answers_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "supply_campaigns"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gift_stocks" ADD CONSTRAINT "gift_stocks_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "gift_campaigns"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gifts" ADD CONSTRAINT "gifts_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "gift_campaigns"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

COMMIT;
