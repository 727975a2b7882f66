// Tells the owner by mail that another card or a phone has joined, a phone ended, or mail goes elsewhere from now on: what it means and what to
// do when it was somebody else (threat row 14).
import { BoxId } from '@shishobako/kernel/ids';
import { sql } from 'kysely';
import { z } from 'zod';
import { inBox, type PortalContext } from '../context.ts';
import { addressMail, cardMail, phoneEndMail, phoneMail } from '../domain/notice-mail.ts';
import type { SendMail } from '../ports.ts';

export const tellOwnerJob = 'tell-owner';
/** What the keyserver reports of the owner's cards and phones. */
export const CardNews = z.enum(['card.joined', 'phone.joined', 'phone.ended']);
const mails = { 'card.joined': cardMail, 'phone.joined': phoneMail, 'phone.ended': phoneEndMail, 'address.changed': addressMail };
const Payload = z.object({
  box: BoxId,
  action: z.enum([...CardNews.options, 'address.changed']),
  /** The address that was left; otherwise the one that is set. */
  to: z.string().optional(),
});

export function makeTellOwner({ db, config, sendMail }: Pick<PortalContext, 'db' | 'config'> & { sendMail: SendMail | undefined }) {
  return async function tellOwner(payload: unknown): Promise<void> {
    const { box, action, to } = Payload.parse(payload);
    const { rows } = await inBox(db, box, 'notice', (trx) =>
      sql<{ email: string | null }>`select email from notification where box = ${box}`.execute(trx),
    );
    // Also when notices of arrival are switched off: this one protects the box itself.
    const email = to ?? rows[0]?.email;
    if (email && sendMail) await sendMail({ to: email, ...mails[action](config.readerUrl) });
  };
}
