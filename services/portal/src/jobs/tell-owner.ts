// Tells the owner by mail that another card has joined: what it means and what to do when it was somebody else (threat row 14).
import { BoxId } from '@shishobako/kernel/ids';
import { sql } from 'kysely';
import { z } from 'zod';
import { inBox, type PortalContext } from '../context.ts';
import { cardMail } from '../domain/notice-mail.ts';
import type { SendMail } from '../ports.ts';

export const tellOwnerJob = 'tell-owner';
const Payload = z.object({ box: BoxId });

export function makeTellOwner({ db, config, sendMail }: Pick<PortalContext, 'db' | 'config'> & { sendMail: SendMail | undefined }) {
  return async function tellOwner(payload: unknown): Promise<void> {
    const { box } = Payload.parse(payload);
    const { rows } = await inBox(db, box, 'notice', (trx) =>
      sql<{ email: string | null }>`select email from notification where box = ${box}`.execute(trx),
    );
    // Also when notices of arrival are switched off: this one protects the box itself.
    const email = rows[0]?.email;
    if (email && sendMail) await sendMail({ to: email, ...cardMail(config.readerUrl) });
  };
}
