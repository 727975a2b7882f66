// The counter's works. Order of steps: the authority first, for its word is what others ask; then those who must hear of a lost card; then the
// card; the record last. A report is written down before it is tried, so that a kill or an outage only delays it.
import type { CardState, CertificatesIssued } from '@shishobako/contracts/ca-api';
import { Pin } from '@shishobako/contracts/card-bridge';
import { type CounterPerson, LossListener, type Work, type WorkOrder } from '@shishobako/contracts/counter-api';
import type { CertificateName } from '@shishobako/contracts/succession';
import { type Clock, japanDay } from '@shishobako/kernel/clock';
import { err, ok, type Result } from '@shishobako/kernel/result';
import type { CounterConfig } from './config.ts';
import { mayHoldSignature, possibleWorks } from './domain/possible-works.ts';
import type { Peers } from './peers.ts';
import type { Resident, Residents } from './records/residents.ts';

export type WorkRefusal =
  | { readonly kind: 'person.unknown' }
  | { readonly kind: 'person.changed' }
  | { readonly kind: 'work.impossible' }
  | { readonly kind: 'pin.form' }
  | { readonly kind: 'name.form' };

type Deps = {
  readonly residents: Residents;
  readonly peers: Peers;
  readonly clock: Clock;
  readonly config: Pick<CounterConfig, 'municipality'>;
};
type Order<W extends Work> = Extract<WorkOrder, { work: W }>;

const cardYears = 10;

/** Family and given name with a full-width space between, as the register has them. */
export const isFullName = (name: string): boolean => /^\S+　\S+/.test(name);

export function makeCounterDesk({ residents, peers, clock, config }: Deps) {
  const turns = new Map<string, Promise<unknown>>();
  const today = (): string => japanDay(clock());
  const stateOf = async ({ card }: Resident): Promise<CardState | undefined> => (card ? peers.stateOf(card) : undefined);

  /** Two officials at one person: one after the other. */
  function alone<T>(id: string, work: () => Promise<T>): Promise<T> {
    const turn = (turns.get(id) ?? Promise.resolve()).then(work, work);
    turns.set(
      id,
      turn.catch(() => {}),
    );
    return turn;
  }

  async function view(resident: Resident): Promise<CounterPerson> {
    const { id, version, name, kana, date_of_birth: dateOfBirth, sex, address, living, slot, cards } = resident;
    const state = await stateOf(resident);
    const tries = slot ? await peers.look(slot).catch(() => undefined) : undefined;
    const card = state && {
      number: cards,
      ended: state.ended,
      signature: { state: state.signature.state, notAfter: state.signature.notAfter },
      authentication: { state: state.authentication.state, notAfter: state.authentication.notAfter },
      phone: { state: state.phone?.state ?? ('none' as const), notAfter: state.phone?.notAfter ?? null },
      triesLeft: tries?.triesLeft ?? null,
    };
    const unheard = residents.holds.list().filter((hold) => hold.person === id);
    const waiting = LossListener.options.filter((peer) => unheard.some((hold) => hold.unheard.includes(peer)));
    const possible = possibleWorks({ living, dateOfBirth }, state, today());
    return { ...{ id, version, name, kana, dateOfBirth, sex, address, living }, card: card ?? null, waiting, possible };
  }

  const attributesOf = (r: Resident) => ({
    name: r.name,
    ...(r.substitute_name && { substituteName: r.substitute_name }),
    ...{ sex: r.sex, dateOfBirth: r.date_of_birth, address: r.address, ...(r.municipality ?? config.municipality) },
  });
  const installed = ({ authentication, signature }: Pick<CertificatesIssued, 'authentication' | 'signature'>) => ({
    ...(authentication && { auth: { certificate: authentication.certificate, ca: authentication.ca } }),
    ...(signature && { sign: { certificate: signature.certificate, ca: signature.ca } }),
  });

  async function makeCard(r: Resident, order: Order<'issue' | 'reissue'>) {
    const maySign = mayHoldSignature(r.date_of_birth, today());
    const number = residents.takeCardNumber(r.id);
    const slot = number === 1 ? r.id : `${r.id}-${number}`;
    const shown = r.name.replace('　', ' ');
    const made = await peers.makeCard({
      id: slot,
      label:
        number === 1
          ? { ja: `${shown}（架空）`, en: `${shown} (fictional)` }
          : { ja: `${shown}（架空・${number}枚目）`, en: `${shown} (fictional, card ${number})` },
      expires: `${Number(today().slice(0, 4)) + cardYears}-${r.date_of_birth.slice(5) === '02-29' ? '02-28' : r.date_of_birth.slice(5)}`,
      holder: { name: r.name, address: r.address, birthDate: r.date_of_birth.replaceAll('-', ''), sex: r.sex },
      // A card without a signing certificate has a password nobody knows.
      pins: {
        auth: order.pin,
        sign: order.password ?? crypto.randomUUID().replaceAll('-', '').slice(0, 16).toUpperCase(),
        inputAssist: order.pin,
      },
    });
    try {
      const issued = await peers.issue({
        attributes: attributesOf(r),
        publicKeys: { authentication: made.authSpki, ...(maySign && { signature: made.signSpki }) },
        ...(r.card && { replaces: r.card }),
      });
      await peers.install(slot, installed(issued));
      return { slot, card: issued.cardId };
    } catch (error) {
      await peers.takeAway(slot).catch(() => {});
      throw error;
    }
  }

  /** New keys on the card in hand and certificates for them. */
  async function certify(r: Resident, card: string, uses: 'both' | 'signature'): Promise<void> {
    const slot = r.slot ?? '';
    const keys = await peers.makeKeys(slot);
    const publicKeys = { signature: keys.signSpki, ...(uses === 'both' && { authentication: keys.authSpki }) };
    await peers.install(slot, installed(await peers.certify(card, { attributes: attributesOf(r), publicKeys })));
  }

  async function reportHolds(): Promise<void> {
    for (const hold of residents.holds.list()) {
      const told = async (): Promise<void> => {
        const { issuer, serial, publicKey } = (await peers.stateOf(hold.card)).authentication;
        await Promise.all(
          hold.unheard.map(async (peer) => {
            await peers.lost[peer]({ issuer, serial, publicKey }, hold.reason);
            residents.holds.heard(hold, peer);
          }),
        );
      };
      // One that cannot be told holds up no other; what stays on the list is told again.
      await told().catch(() => {});
    }
  }

  async function endCard(r: Resident, event: 'loss' | 'death' | 'card-return'): Promise<void> {
    if (!r.card) return;
    residents.holds.add({ card: r.card, person: r.id, reason: event === 'death' ? 'death' : 'loss' });
    await peers.end(r.card, event);
    await reportHolds();
    if (event === 'card-return' && r.slot) await peers.takeAway(r.slot).catch(() => {});
  }

  /** Who lets the phone in hears it first: one that does not answer, and the official tries again with nothing half done to the certificates. */
  async function endPhone(card: string): Promise<void> {
    const { authentication, phone } = await peers.stateOf(card);
    if (!phone) return;
    const nameOf = ({ issuer, serial, publicKey }: CertificateName): CertificateName => ({ issuer, serial, publicKey });
    await peers.lostPhone.keyserver(nameOf(authentication));
    await peers.lostPhone.idp(nameOf(phone));
    await peers.endPhone(card);
  }

  async function carryOut(r: Resident, order: WorkOrder): Promise<Parameters<Residents['finish']>[3]> {
    const card = r.card ?? '';
    switch (order.work) {
      case 'issue':
      case 'reissue':
        return makeCard(r, order);
      case 'renew':
        await certify(r, card, 'both');
        return {};
      case 'certify':
        await certify(r, card, 'signature');
        return {};
      case 'move':
        await peers.end(card, 'move');
        await peers.writeHolder(r.slot ?? '', { name: r.name, address: order.address });
        return { address: order.address };
      case 'name-change':
        await peers.end(card, 'name-change');
        await peers.writeHolder(r.slot ?? '', { name: order.name, address: r.address });
        return { name: order.name, kana: order.kana, substitute_name: null };
      case 'loss':
        await endCard(r, 'loss');
        return {};
      case 'return':
        await endCard(r, 'card-return');
        return {};
      case 'phone-end':
        await endPhone(card);
        return {};
      case 'death':
        await endCard(r, 'death');
        return { living: 0 };
      case 'unlock':
        await peers.unlock(r.slot ?? '', { which: order.which, newPin: order.newPin });
        return {};
    }
  }

  function checkForm(order: WorkOrder): WorkRefusal | undefined {
    if (order.work === 'unlock' && (order.which === 'auth') !== Pin.safeParse(order.newPin).success) return { kind: 'pin.form' };
    if (order.work === 'name-change' && !isFullName(order.name)) return { kind: 'name.form' };
    return undefined;
  }

  return {
    view,
    today,
    reportHolds,
    work: (id: string, order: WorkOrder, by: string): Promise<Result<CounterPerson, WorkRefusal>> =>
      alone(id, async () => {
        const resident = residents.find(id);
        if (!resident) return err({ kind: 'person.unknown' });
        if (resident.version !== order.version) return err({ kind: 'person.changed' });
        const wrong = checkForm(order);
        if (wrong) return err(wrong);
        const { living, date_of_birth: dateOfBirth } = resident;
        const possible = possibleWorks({ living, dateOfBirth }, await stateOf(resident), today());
        if (!possible.some((p) => p.work === order.work)) return err({ kind: 'work.impossible' });
        residents.finish(id, order.work, by, await carryOut(resident, order));
        return ok(await view(residents.find(id) as Resident));
      }),
  };
}
export type CounterDesk = ReturnType<typeof makeCounterDesk>;
