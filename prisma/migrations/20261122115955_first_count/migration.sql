BEGIN;

-- CreateTable
CREATE TABLE "approvals" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "boutique_code" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "plan" JSONB NOT NULL,
    "step" INTEGER NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "not_by" TEXT[],
    "version" INTEGER NOT NULL DEFAULT 0,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "reason" TEXT,

    CONSTRAINT "approvals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deliveries" (
    "id" BIGSERIAL NOT NULL,
    "conversation" TEXT NOT NULL,
    "topic" TEXT,
    "card" JSONB NOT NULL,
    "attachments" TEXT[],
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "reference" JSONB,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attachments" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "attachments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "receipts" (
    "key" TEXT NOT NULL,
    "answer" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "receipts_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "audit_events" (
    "id" BIGSERIAL NOT NULL,
    "chain" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" TEXT,
    "channel" TEXT NOT NULL,
    "boutique_code" TEXT,
    "event" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "reason" TEXT,
    "previous" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "installations" (
    "channel" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "enterprise" BOOLEAN NOT NULL DEFAULT false,
    "scopes" TEXT[],
    "sealed" BYTEA NOT NULL,
    "installed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "installations_pkey" PRIMARY KEY ("channel","tenant")
);

-- CreateTable
CREATE TABLE "regions" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "regions_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "countries" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "region_code" TEXT NOT NULL,

    CONSTRAINT "countries_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "boutiques" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "country_code" TEXT NOT NULL,
    "street" TEXT NOT NULL,
    "city" TEXT NOT NULL,
    "state" TEXT,
    "postal_code" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "trading_hours" JSONB NOT NULL,
    "opening_date" DATE,
    "slack_channel" TEXT,
    "slack_team" TEXT,
    "active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "boutiques_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "zones" (
    "id" TEXT NOT NULL,
    "boutique_code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "aliases" TEXT[],
    "position" INTEGER NOT NULL,
    "holder_id" TEXT,
    "active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "zones_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "people" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "people_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "roles" (
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "boutique_code" TEXT,

    CONSTRAINT "roles_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "departments" (
    "role" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "slack_channel" TEXT,
    "slack_team" TEXT,

    CONSTRAINT "departments_pkey" PRIMARY KEY ("role")
);

-- CreateTable
CREATE TABLE "chat_accounts" (
    "channel" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "bound_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "chat_accounts_pkey" PRIMARY KEY ("channel","tenant","user_id")
);

-- CreateTable
CREATE TABLE "value_bands" (
    "currency" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "above" BIGINT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "value_bands_pkey" PRIMARY KEY ("currency","role")
);

-- CreateTable
CREATE TABLE "settings" (
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "settings_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "counts" (
    "id" TEXT NOT NULL,
    "boutique_code" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "opened_by" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "import_id" TEXT NOT NULL,
    "old_stock" BOOLEAN NOT NULL,
    "comparison" INTEGER NOT NULL DEFAULT 0,
    "compared_at" TIMESTAMPTZ(3),
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "not_recounted" BOOLEAN NOT NULL DEFAULT false,
    "document" TEXT,
    "document_by" TEXT,
    "document_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "void_reason" TEXT,

    CONSTRAINT "counts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "count_zones" (
    "count_id" TEXT NOT NULL,
    "zone_id" TEXT NOT NULL,
    "held_zone" TEXT,

    CONSTRAINT "count_zones_pkey" PRIMARY KEY ("count_id","zone_id")
);

-- CreateTable
CREATE TABLE "count_rounds" (
    "id" TEXT NOT NULL,
    "count_id" TEXT NOT NULL,
    "zone_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "closed_by" TEXT,
    "confirmed_empty" BOOLEAN NOT NULL DEFAULT false,
    "skipped" BOOLEAN NOT NULL DEFAULT false,
    "assigned_to" TEXT,

    CONSTRAINT "count_rounds_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "count_batches" (
    "id" TEXT NOT NULL,
    "number" BIGSERIAL NOT NULL,
    "round_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,
    "late" BOOLEAN NOT NULL DEFAULT false,
    "taken_back_at" TIMESTAMPTZ(3),

    CONSTRAINT "count_batches_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "count_lines" (
    "batch_id" TEXT NOT NULL,
    "item" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "serial" TEXT,
    "result" TEXT NOT NULL,

    CONSTRAINT "count_lines_pkey" PRIMARY KEY ("batch_id","item")
);

-- CreateTable
CREATE TABLE "count_expected" (
    "count_id" TEXT NOT NULL,
    "serial" TEXT NOT NULL,
    "zone_id" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "retail" BIGINT NOT NULL,

    CONSTRAINT "count_expected_pkey" PRIMARY KEY ("count_id","serial")
);

-- CreateTable
CREATE TABLE "count_differences" (
    "count_id" TEXT NOT NULL,
    "comparison" INTEGER NOT NULL,
    "serial" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "expected_zone" TEXT,
    "found_zones" TEXT[],
    "belongs_to" TEXT,
    "listed_as" TEXT,
    "reference" TEXT,
    "description" TEXT,
    "retail" BIGINT,

    CONSTRAINT "count_differences_pkey" PRIMARY KEY ("count_id","comparison","serial")
);

-- CreateTable
CREATE TABLE "count_causes" (
    "id" BIGSERIAL NOT NULL,
    "count_id" TEXT NOT NULL,
    "comparison" INTEGER NOT NULL,
    "serial" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "note" TEXT,
    "photo" TEXT,
    "named_by" TEXT NOT NULL,
    "named_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "count_causes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "count_files" (
    "id" TEXT NOT NULL,
    "count_id" TEXT NOT NULL,
    "round_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "sha256" TEXT,
    "batch_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "count_files_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "count_witnesses" (
    "count_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "count_witnesses_pkey" PRIMARY KEY ("count_id","person_id")
);

-- CreateTable
CREATE TABLE "stock_imports" (
    "id" TEXT NOT NULL,
    "boutique_code" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "stated_at" TIMESTAMPTZ(3) NOT NULL,
    "imported_at" TIMESTAMPTZ(3) NOT NULL,
    "lines" INTEGER NOT NULL,

    CONSTRAINT "stock_imports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pieces" (
    "boutique_code" TEXT NOT NULL,
    "serial" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "zone_id" TEXT NOT NULL,
    "retail" BIGINT NOT NULL,
    "cost" BIGINT NOT NULL,
    "status" TEXT NOT NULL,
    "import_id" TEXT NOT NULL,

    CONSTRAINT "pieces_pkey" PRIMARY KEY ("boutique_code","serial")
);

-- CreateIndex
CREATE INDEX "approvals_name_subject_id_idx" ON "approvals"("name", "subject_id");

-- CreateIndex
CREATE INDEX "approvals_status_idx" ON "approvals"("status");

-- CreateIndex
CREATE INDEX "deliveries_conversation_state_id_idx" ON "deliveries"("conversation", "state", "id");

-- CreateIndex
CREATE INDEX "deliveries_state_created_at_idx" ON "deliveries"("state", "created_at");

-- CreateIndex
CREATE INDEX "deliveries_topic_idx" ON "deliveries"("topic");

-- CreateIndex
CREATE INDEX "audit_events_boutique_code_id_idx" ON "audit_events"("boutique_code", "id");

-- CreateIndex
CREATE INDEX "audit_events_subject_idx" ON "audit_events"("subject");

-- CreateIndex
CREATE UNIQUE INDEX "audit_events_chain_number_key" ON "audit_events"("chain", "number");

-- CreateIndex
CREATE UNIQUE INDEX "boutiques_slack_channel_key" ON "boutiques"("slack_channel");

-- CreateIndex
CREATE UNIQUE INDEX "zones_boutique_code_name_key" ON "zones"("boutique_code", "name");

-- CreateIndex
CREATE UNIQUE INDEX "people_email_key" ON "people"("email");

-- CreateIndex
CREATE INDEX "roles_person_id_idx" ON "roles"("person_id");

-- CreateIndex
CREATE INDEX "roles_boutique_code_role_idx" ON "roles"("boutique_code", "role");

-- CreateIndex
CREATE UNIQUE INDEX "departments_slack_channel_key" ON "departments"("slack_channel");

-- CreateIndex
CREATE INDEX "chat_accounts_person_id_idx" ON "chat_accounts"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "chat_accounts_channel_tenant_person_id_key" ON "chat_accounts"("channel", "tenant", "person_id");

-- CreateIndex
CREATE INDEX "counts_boutique_code_state_idx" ON "counts"("boutique_code", "state");

-- CreateIndex
CREATE UNIQUE INDEX "count_zones_held_zone_key" ON "count_zones"("held_zone");

-- CreateIndex
CREATE UNIQUE INDEX "count_rounds_count_id_zone_id_number_key" ON "count_rounds"("count_id", "zone_id", "number");

-- CreateIndex
CREATE INDEX "count_batches_round_id_idx" ON "count_batches"("round_id");

-- CreateIndex
CREATE INDEX "count_causes_count_id_comparison_idx" ON "count_causes"("count_id", "comparison");

-- CreateIndex
CREATE UNIQUE INDEX "count_files_round_id_channel_tenant_reference_key" ON "count_files"("round_id", "channel", "tenant", "reference");

-- CreateIndex
CREATE INDEX "stock_imports_boutique_code_stated_at_idx" ON "stock_imports"("boutique_code", "stated_at");

-- CreateIndex
CREATE INDEX "pieces_serial_idx" ON "pieces"("serial");

-- AddForeignKey
ALTER TABLE "countries" ADD CONSTRAINT "countries_region_code_fkey" FOREIGN KEY ("region_code") REFERENCES "regions"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "boutiques" ADD CONSTRAINT "boutiques_country_code_fkey" FOREIGN KEY ("country_code") REFERENCES "countries"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "zones" ADD CONSTRAINT "zones_boutique_code_fkey" FOREIGN KEY ("boutique_code") REFERENCES "boutiques"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "roles" ADD CONSTRAINT "roles_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "roles" ADD CONSTRAINT "roles_boutique_code_fkey" FOREIGN KEY ("boutique_code") REFERENCES "boutiques"("code") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "chat_accounts" ADD CONSTRAINT "chat_accounts_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "counts" ADD CONSTRAINT "counts_boutique_code_fkey" FOREIGN KEY ("boutique_code") REFERENCES "boutiques"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "counts" ADD CONSTRAINT "counts_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "stock_imports"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "count_zones" ADD CONSTRAINT "count_zones_count_id_fkey" FOREIGN KEY ("count_id") REFERENCES "counts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "count_zones" ADD CONSTRAINT "count_zones_zone_id_fkey" FOREIGN KEY ("zone_id") REFERENCES "zones"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "count_rounds" ADD CONSTRAINT "count_rounds_count_id_fkey" FOREIGN KEY ("count_id") REFERENCES "counts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "count_rounds" ADD CONSTRAINT "count_rounds_zone_id_fkey" FOREIGN KEY ("zone_id") REFERENCES "zones"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "count_batches" ADD CONSTRAINT "count_batches_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "count_rounds"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "count_lines" ADD CONSTRAINT "count_lines_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "count_batches"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "count_expected" ADD CONSTRAINT "count_expected_count_id_fkey" FOREIGN KEY ("count_id") REFERENCES "counts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "count_expected" ADD CONSTRAINT "count_expected_zone_id_fkey" FOREIGN KEY ("zone_id") REFERENCES "zones"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "count_differences" ADD CONSTRAINT "count_differences_count_id_fkey" FOREIGN KEY ("count_id") REFERENCES "counts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "count_causes" ADD CONSTRAINT "count_causes_count_id_fkey" FOREIGN KEY ("count_id") REFERENCES "counts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "count_files" ADD CONSTRAINT "count_files_count_id_fkey" FOREIGN KEY ("count_id") REFERENCES "counts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "count_witnesses" ADD CONSTRAINT "count_witnesses_count_id_fkey" FOREIGN KEY ("count_id") REFERENCES "counts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_imports" ADD CONSTRAINT "stock_imports_boutique_code_fkey" FOREIGN KEY ("boutique_code") REFERENCES "boutiques"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pieces" ADD CONSTRAINT "pieces_boutique_code_fkey" FOREIGN KEY ("boutique_code") REFERENCES "boutiques"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pieces" ADD CONSTRAINT "pieces_zone_id_fkey" FOREIGN KEY ("zone_id") REFERENCES "zones"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pieces" ADD CONSTRAINT "pieces_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "stock_imports"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Evidence is only ever added to.
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER "audit_events_append_only" BEFORE UPDATE OR DELETE ON "audit_events"
    FOR EACH ROW EXECUTE FUNCTION "refuse_change"();

CREATE TRIGGER "audit_events_no_truncate" BEFORE TRUNCATE ON "audit_events"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

COMMIT;
