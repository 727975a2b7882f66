// Cards that must not open anything, each refused with its own message by the identity provider and by the keyserver, which judge alone
// (SEC-04, JPK; issue: must hold). The lock is also seen by the person in front of it, with what still works and the way out.

import { CardIssued, CardState as IssuedState } from '@shishobako/contracts/ca-api';
import { NewCard } from '@shishobako/contracts/card-bridge';
import { makeDevice } from '@shishobako/device/device';
import { makeMemoryStore } from '@shishobako/device/device-store';
import { makeCookieFetch, signInHeadless } from '@shishobako/device/headless-sign-in';
import { listLetters } from '@shishobako/device/list-letters';
import { makeCardCountry } from '@shishobako/testkit/card-country';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { texts, troubles } from '../../apps/card-bridge/src/dialog/texts.ts';
import { makeBridgeSigner } from '../../apps/cli/src/demo/bridge-signer.ts';
import { callWithSecret } from '../../apps/cli/src/start/json-call.ts';
import { citizenJa } from '../../apps/web/src/i18n/citizen.ja.ts';
import { askBoth, type StatementSigner } from '../support/ask-both.ts';
import { hasChromium, openBrowser, visitor } from '../support/browser.ts';
import { cardWindow } from '../support/card-window.ts';
import { town } from '../support/given-town.ts';
import { expiredCertificate, readCard, signWith } from '../support/hand-made-card.ts';
import { type Inside, lookInside } from '../support/inside.ts';
import { orThrow } from '../support/powers.ts';
import { runCli } from '../support/town.ts';

let inside: Inside;
beforeAll(async () => {
  inside = await lookInside(town);
});
afterAll(() => inside.close());

const bridge = <T extends z.ZodType>(answer: T, method: 'POST' | 'PUT', path: string, body?: unknown) =>
  callWithSecret(answer, `${town.url('bridge')}${path}`, inside.secrets.bridge, method, body);
const counter = <T extends z.ZodType>(answer: T, path: string, body: unknown) =>
  callWithSecret(answer, `${town.url('ca')}${path}`, inside.secrets.ca, 'POST', body);

/** A card of an invented person on the bridge, without certificates yet. */
const makeCard = (id: string, name: string) =>
  bridge(NewCard, 'POST', '/v1/cards', {
    ...{ id, label: { ja: `${name}（架空）`, en: `${id} (fictional)` }, expires: '2035-01-01' },
    holder: { name: name.replace(' ', '　'), address: '青嶺県汐凪市見本町１番', birthDate: '19800217', sex: '1' },
    pins: { auth: '2001', sign: 'DEMO2001', inputAssist: '2001' },
  });

describe('a certificate that does not do', () => {
  const said = new Map<string, string>();
  const expectRefused = async (code: string, sign: StatementSigner): Promise<void> => {
    const { idp, keyserver } = await askBoth(inside, town, sign);
    expect([idp.code, keyserver.code]).toEqual([code, code]);
    expect([idp.status, keyserver.status]).toEqual([403, 403]);
    said.set(code, `${idp.titles.ja}|${idp.titles.en}`);
  };
  it('because it was revoked at the counter', async () => {
    const made = await makeCard('shikko-zumi', '失効 済男');
    const issued = await counter(CardIssued, '/v1/counter/cards', {
      attributes: {
        ...{ name: '失効　済男', sex: '1', dateOfBirth: '1980-02-17', address: '青嶺県汐凪市見本町１番' },
        ...{ municipalityCode: '992011', prefecture: 'Aomine-ken', municipality: 'Shionagi-shi' },
      },
      publicKeys: { authentication: made.authSpki, signature: made.signSpki },
    });
    const { certificate, ca } = issued.authentication;
    await bridge(z.unknown(), 'PUT', '/v1/cards/shikko-zumi/certificates', { auth: { certificate, ca } });
    const state = await counter(IssuedState, `/v1/counter/cards/${issued.authentication.serial}/revocations`, { event: 'loss' });
    expect(state.authentication.state).toBe('revoked');
    const card = await readCard(inside.layout.cards, 'shikko-zumi');
    await expectRefused('certificate.revoked', (request, origin) => signWith(card, { pin: '2001', origin, request }));
  });
  it('because it has ended, which the card program says before it asks for a PIN', async () => {
    const made = await makeCard('kigen-kirita', '期限 切太');
    const auth = await expiredCertificate(inside.layout.keys('ca'), made.authSpki);
    await bridge(z.unknown(), 'PUT', '/v1/cards/kigen-kirita/certificates', { auth });
    const card = await readCard(inside.layout.cards, 'kigen-kirita');
    await expectRefused('certificate.expired', (request, origin) =>
      signWith(card, { pin: '2001', origin, request }, () => Date.now() - 3 * 86_400_000),
    );
    const device = await makeDevice({ trust: inside.trust, store: makeMemoryStore(), reader: inside.reader, fetch: makeCookieFetch() });
    const signedIn = await signInHeadless(device, 'sign-in', makeBridgeSigner(inside.bridge, 'kigen-kirita', '2001'));
    expect(signedIn).toMatchObject({ ok: false, error: { kind: 'card.refused', code: 'expired-certificate' } });
  });
  it('because another authority of the same name made it', async () => {
    const country = await makeCardCountry();
    const card = await country.makeCard();
    await expectRefused('certificate.unknown-issuer', card.sign);
    await country.close();
  });
  it('because it is the one for signing documents', async () => {
    const card = await readCard(inside.layout.cards, 'shiken-ichiro');
    await expectRefused('certificate.wrong-purpose', (request, origin) =>
      signWith({ ...card, auth: card.sign }, { pin: '1012', origin, request }),
    );
  });
  it('hears a sentence of its own in both languages, and the good card next to it is taken', async () => {
    expect(new Set(said.values()).size).toBe(4);
    expect((await inside.device('shiken-ichiro', '1012')).keys.jkt).toHaveLength(43);
  });
});

describe.skipIf(!hasChromium)('a card whose PIN was wrong three times', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  }, 60_000);
  afterAll(() => browser?.close());
  const open = (pin: string) => runCli(['open', '--data', town.dataDir, '--card', 'yamazaki-shoko', '--pin', pin]);

  it('is locked, says so, opens nothing even with the right PIN, and works again after the counter', { timeout: 90_000 }, async () => {
    const { page, sound, leave } = await visitor(browser, { width: 360 });
    await page.goto(town.url('web'));
    await page.getByRole('button', { name: citizenJa.welcome.signIn }).click();
    const card = cardWindow(page, 'ja');
    await card.pick('山崎 試子');
    await card.agree();
    await card.typePin('0000');
    await card.frame.getByText('あと2回ためせます。').waitFor();
    await card.typePin('0000');
    await card.frame.getByText('ためせるのは、あと1回です。').waitFor();
    await sound('one try left');
    await card.typePin('0000');
    await card.heading(troubles['locked']?.title ?? texts.pinTitle);
    await card.frame.getByText('いまも使えるもの').waitFor();
    await sound('locked');
    await card.press(card.frame.getByRole('button', { name: texts.chooseAgain.ja }));
    await card.pick('山崎 試子');
    await card.heading(troubles['locked']?.title ?? texts.pinTitle);
    await card.press(card.frame.getByRole('button', { name: texts.cancel.ja }));
    await page.getByText(citizenJa.signIn.cancelled.locked).waitFor();
    await sound('back in the app');
    await leave();

    const locked = await open('1013');
    expect(locked.code).toBe(1);
    expect(locked.stderr).toContain('"code":"locked"');
    const code = await town.codeOf('aomine-pension', 'yamazaki-shoko');
    const sent = await runCli([
      ...['send', '--data', town.dataDir, '--agency', 'aomine-pension', '--code', code],
      ...['--type', 'pension-notice/v1', '--title', 'ロック中に届いた手紙', '--text', '本文'],
    ]);
    expect(sent.code).toBe(0);

    await bridge(z.unknown(), 'POST', '/v1/cards/yamazaki-shoko/unlock', { which: 'auth', newPin: '3131' });
    expect((await open('1013')).code).toBe(1);
    const device = await inside.device('yamazaki-shoko', '3131');
    const titles = async () => orThrow(await listLetters(device)).items.map((letter) => letter.sealed?.title);
    await expect.poll(titles, { timeout: 20_000 }).toContain('ロック中に届いた手紙');
  });
});
