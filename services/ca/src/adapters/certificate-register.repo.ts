// The register on PostgreSQL.
import { randomUUID } from 'node:crypto';
import { CardEnd } from '@shishobako/contracts/ca-api';
import type { VerifierOperation, VerifierState } from '@shishobako/contracts/verifier';
import { withTransaction } from '@shishobako/database/transaction';
import type { CardUse, Municipality } from '@shishobako/pki/profile/jpki-names';
import { type JSONColumnType, type Kysely, sql } from 'kysely';
import type { AuthorityId } from '../domain/authority.ts';
import { endedBy } from '../domain/revocation-effect.ts';
import type { CertificateRegister, CertificateStatusRow, RegisteredCertificate } from '../ports/certificate-register.ts';

type CertificateTable = {
  authority: AuthorityId;
  serial: string;
  use: RegisteredCertificate['use'];
  card: string | null;
  holder: string | null;
  agency: string | null;
  municipality: string | null;
  not_after: Date;
  der: Buffer;
  revoked_at: Date | null;
  revoked_by: CertificateStatusRow['revokedBy'];
};

export type CaTables = {
  partition: Municipality;
  card: { id: string; municipality: string; replaces: string | null; issued_at: Date };
  certificate: CertificateTable;
  holder: { id: string; kind: 'professional' | 'officer'; issued_at: Date };
  holder_event: { id: string; holder: string; event: string; at: Date };
  phone_link: { serial: string; link: JSONColumnType<object, string, never> };
  phone_nonce: { nonce_hash: Buffer; expires: Date };
  card_event: { id: string; card: string; event: string; at: Date };
  verifier: { id: string; registration: unknown; state: VerifierState };
  verifier_event: { id: string; verifier: string; event: string; reason: string; registration: unknown; at: Date };
  verifier_answer: { verifier: string; request: string; operation: VerifierOperation; refused: string | null; at: Date };
};

export const statusColumns = ['serial', 'use', 'not_after', 'revoked_at', 'revoked_by'] as const;

export const statusOf = (row: Pick<CertificateTable, (typeof statusColumns)[number]>): CertificateStatusRow => ({
  serial: row.serial,
  use: row.use,
  notAfter: row.not_after.getTime(),
  revokedAt: row.revoked_at?.getTime() ?? null,
  revokedBy: row.revoked_by,
});

export const rowOf = (c: RegisteredCertificate, card: string | null): CertificateTable => ({
  authority: c.authority,
  serial: c.serial,
  use: c.use,
  card,
  holder: null,
  agency: c.agency,
  municipality: c.municipality,
  not_after: new Date(c.notAfter),
  der: Buffer.from(c.der),
  revoked_at: null,
  revoked_by: null,
});

type Ending = { readonly card: string; readonly event: CertificateTable['revoked_by'] & string; readonly at: number };

/** The phone's certificates rest on the card's: one that ends takes its fellow on the phone along. */
const withPhone = (uses: readonly CardUse[]) => uses.flatMap((use) => [use, `phone-${use}` as const]);

export async function endCertificates(
  db: Kysely<CaTables>,
  { card, event, uses, at }: Ending & { readonly uses: readonly RegisteredCertificate['use'][] },
): Promise<void> {
  if (uses.length === 0) return;
  await db
    .insertInto('card_event')
    .values({ id: randomUUID(), card, event, at: new Date(at) })
    .execute();
  await db
    .updateTable('certificate')
    .set({ revoked_at: new Date(at), revoked_by: event })
    .where('card', '=', card)
    .where('use', 'in', uses)
    .where('revoked_at', 'is', null)
    .execute();
}

/** Two officials at one card: one after the other. */
export const lockCard = (trx: Kysely<CaTables>, card: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${card}, 0))`.execute(trx);

/** What ended the card itself; null while it stands. */
export async function findEnd(db: Kysely<CaTables>, card: string): Promise<CardEnd | null> {
  const rows = await db.selectFrom('card_event').select('event').where('card', '=', card).orderBy('at').execute();
  return rows.map(({ event }) => CardEnd.safeParse(event).data).find((end) => end !== undefined) ?? null;
}

const isUuid = (text: string): boolean => /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(text);

export function makeCertificateRegister(db: Kysely<CaTables>): CertificateRegister {
  return {
    async nextSerial() {
      const { rows } = await sql<{ serial: string }>`select to_hex(nextval('certificate_serial')) as serial`.execute(db);
      return rows[0]?.serial ?? '';
    },
    addCard: ({ id, municipality, replaces, at, certificates }) =>
      withTransaction(db, async (trx) => {
        // A phone or new certificates on their way onto the card that is replaced come before its end, and end with it, or not at all.
        if (replaces) await lockCard(trx, replaces);
        await trx
          .insertInto('card')
          .values({ id, municipality, replaces, issued_at: new Date(at) })
          .execute();
        await trx
          .insertInto('certificate')
          .values(certificates.map((c) => rowOf(c, id)))
          .execute();
        if (replaces) await endCertificates(trx, { card: replaces, event: 'reissue', uses: withPhone(endedBy.reissue), at });
      }),
    async addCertificate(certificate) {
      await db.insertInto('certificate').values(rowOf(certificate, null)).execute();
    },
    addToCard: (card, certificates, at) =>
      withTransaction(db, async (trx) => {
        await lockCard(trx, card);
        if (await findEnd(trx, card)) return false;
        await endCertificates(trx, { card, event: 'renewal', uses: withPhone(certificates.map((c) => c.use as CardUse)), at });
        await trx
          .insertInto('certificate')
          .values(certificates.map((c) => rowOf(c, card)))
          .execute();
        return true;
      }),
    async findCard(id) {
      const query = db
        .selectFrom('certificate')
        .select([...statusColumns, 'card', 'der'])
        .orderBy('serial', 'desc');
      const rows = isUuid(id)
        ? await query.where('card', '=', id).execute()
        : await query
            .where('card', '=', (inner) =>
              inner.selectFrom('certificate').select('card').where('serial', '=', id).where('use', 'in', ['signature', 'authentication']),
            )
            .execute();
      const card = rows[0]?.card;
      if (!card) return undefined;
      return { id: card, certificates: rows.map((row) => ({ ...statusOf(row), der: row.der })), ended: await findEnd(db, card) };
    },
    recordEvent: (event) =>
      withTransaction(db, async (trx) => {
        await lockCard(trx, event.card);
        await endCertificates(trx, { ...event, uses: withPhone(event.uses) });
      }),
    async findStatus(authority, serial) {
      const row = await db
        .selectFrom('certificate')
        .select(statusColumns)
        .where('authority', '=', authority)
        .where('serial', '=', serial)
        .executeTakeFirst();
      return row && statusOf(row);
    },
    async listEarlier(certificateSha256) {
      const hash = Buffer.from(certificateSha256);
      const { rows } = await sql<{ der: Buffer; itself: boolean }>`
        with recursive start as (select serial, card, use from certificate where sha256(der) = ${hash} and card is not null),
        line as (
          select card.id, card.replaces from card join start on card.id = start.card
          union
          select before.id, before.replaces from line join card before on before.id = line.replaces
        )
        select certificate.der, certificate.serial = start.serial as itself from certificate
        join line on certificate.card = line.id join start on certificate.use = start.use and certificate.serial <= start.serial
        order by certificate.serial`.execute(db);
      return rows.length === 0 ? undefined : rows.filter((row) => !row.itself).map((row) => row.der);
    },
    async findCardUse(certificateSha256) {
      const { rows } = await sql<{ use: CardUse }>`
        select use from certificate where sha256(der) = ${Buffer.from(certificateSha256)} and card is not null`.execute(db);
      return rows[0]?.use;
    },
    async listRevoked(authority, municipality) {
      const rows = await db
        .selectFrom('certificate')
        .select(statusColumns)
        .where('authority', '=', authority)
        .where('municipality', municipality === null ? 'is' : '=', municipality)
        .where('revoked_at', 'is not', null)
        .orderBy('serial')
        .execute();
      return rows.map(statusOf);
    },
    async getPartition(asked) {
      await db
        .insertInto('partition')
        .values(asked)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      return db.selectFrom('partition').selectAll().where('code', '=', asked.code).executeTakeFirstOrThrow();
    },
    findPartition: (code) => db.selectFrom('partition').selectAll().where('code', '=', code).executeTakeFirst(),
  };
}
