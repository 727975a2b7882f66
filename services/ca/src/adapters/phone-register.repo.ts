// Phones in the register: their certificates are rows of the card they rest on, so whatever ends the card's ends theirs too.
import { createHash, randomBytes } from 'node:crypto';
import { SignedPhoneLink } from '@shishobako/contracts/phone';
import { withTransaction } from '@shishobako/database/transaction';
import { readCertificate } from '@shishobako/pki/x509/certificate';
import { type Kysely, sql } from 'kysely';
import type { CertificateRegister } from '../ports/certificate-register.ts';
import type { PhoneRegister } from '../ports/phone-register.ts';
import { type CaTables, endCertificates, findEnd, lockCard, rowOf } from './certificate-register.repo.ts';

const NONCE_MS = 300_000;
const phoneUses = ['phone-signature', 'phone-authentication'] as const;
const hashOf = (nonce: string): Buffer => createHash('sha256').update(nonce).digest();

export function makePhoneRegister(db: Kysely<CaTables>, cards: CertificateRegister, clock: () => number): PhoneRegister {
  const standing = (of: Kysely<CaTables>, card: string) =>
    of.selectFrom('certificate').select('serial').where('card', '=', card).where('revoked_at', 'is', null);

  return {
    async issueNonce() {
      const nonce = randomBytes(32).toString('base64url');
      const expires = clock() + NONCE_MS;
      await db.deleteFrom('phone_nonce').where('expires', '<', new Date(clock())).execute();
      await db
        .insertInto('phone_nonce')
        .values({ nonce_hash: hashOf(nonce), expires: new Date(expires) })
        .execute();
      return { nonce, expires };
    },
    async findByCertificate(der) {
      const hash = createHash('sha256').update(der).digest();
      const { rows } = await sql<{ card: string; serial: string; municipality: string }>`
        select card, serial, municipality from certificate where sha256(der) = ${hash} and card is not null`.execute(db);
      const [found] = rows;
      const card = found && (await cards.findCard(found.card));
      const own = card?.certificates.find(({ serial }) => serial === found?.serial);
      return found && card && own && { card, own, municipality: found.municipality };
    },
    addPhone: ({ card, restsOn, nonce, certificates, link, at }) =>
      withTransaction(db, async (trx) => {
        await lockCard(trx, card);
        const spent = trx.deleteFrom('phone_nonce').where('nonce_hash', '=', hashOf(nonce)).where('expires', '>', new Date(clock()));
        if (!(await spent.returning('expires').executeTakeFirst())) return 'nonce';
        const valid = await standing(trx, card).where('serial', 'in', restsOn).execute();
        if (valid.length !== restsOn.length || (await findEnd(trx, card))) return 'ended';
        if ((await standing(trx, card).where('use', 'in', phoneUses).execute()).length > 0)
          await endCertificates(trx, { card, event: 'phone-replaced', uses: phoneUses, at });
        await trx
          .insertInto('certificate')
          .values(certificates.map((c) => rowOf(c, card)))
          .execute();
        const own = certificates.find(({ use }) => use === 'phone-authentication');
        if (!own) throw new Error('a phone without an authentication certificate');
        await trx
          .insertInto('phone_link')
          .values({ serial: own.serial, link: JSON.stringify(link) })
          .execute();
        return 'added';
      }),
    endPhone: (card, at, before) =>
      withTransaction(db, async (trx) => {
        await lockCard(trx, card);
        const phones = await standing(trx, card).where('use', 'in', phoneUses).select('der').execute();
        const known = phones.filter(({ der }) => readCertificate(der).notBefore <= before);
        if (known.length > 0) await endCertificates(trx, { card, event: 'phone-ended', uses: phoneUses, at });
        return known.length;
      }),
    async findLink(certificateSha256) {
      const row = await sql<{ link: unknown }>`
        select link from phone_link join certificate using (serial) where sha256(der) = ${Buffer.from(certificateSha256)}`.execute(db);
      return row.rows[0] && SignedPhoneLink.parse(row.rows[0].link);
    },
  };
}
