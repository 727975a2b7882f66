// The real thing: this browser as the citizen's device.
import type { ReaderConfig } from '@shishobako/contracts/reader-config';
import * as apply from '@shishobako/device/apply';
import { endPhone, joinPhone, listAuthenticators } from '@shishobako/device/authenticators';
import * as box from '@shishobako/device/box';
import { makeCheckSender } from '@shishobako/device/check-sender';
import { type Device, makeDevice } from '@shishobako/device/device';
import { forgetDeviceKeys } from '@shishobako/device/device-keys';
import { makeBrowserStore } from '@shishobako/device/device-store';
import { listLetters } from '@shishobako/device/list-letters';
import { acknowledge, openLetter } from '@shishobako/device/open-letter';
import { deleteOwnDocument, readOwnDocument, writeOwnDocument } from '@shishobako/device/own-document';
import { forgetProfileKey, makeProfileStore } from '@shishobako/device/profile-store';
import { endSession, findSession } from '@shishobako/device/session';
import { beginSignIn, finishSignIn, readInteraction, submitStatement } from '@shishobako/device/sign-in';
import { verifyReceipt } from '@shishobako/evidence/verify-receipt';
import type { Lang } from '../../i18n/start-i18n.ts';
import type { CitizenApi } from './citizen-api.ts';

export async function makeDeviceCitizenApi(config: ReaderConfig, lang: () => Lang): Promise<CitizenApi> {
  const store = makeBrowserStore();
  const options = { trust: config.trust, store, reader: location.origin, lang };
  let device: Device = await makeDevice(options);
  return {
    config,
    findSession: () => findSession(device),
    beginSignIn: (input) => beginSignIn(device, input),
    readInteraction: (uid) => readInteraction(device, uid),
    submitStatement: (uid, signed) => submitStatement(device, uid, signed),
    async finishSignIn(callback) {
      const finished = await finishSignIn(device, callback);
      if (!finished.ok) return finished;
      const opened = await box.openBox(device);
      return opened.ok ? finished : opened;
    },
    async signOut(forgetKeys) {
      await endSession(device);
      if (!forgetKeys) return;
      await forgetDeviceKeys(store);
      await forgetProfileKey(store);
      device = await makeDevice(options);
    },
    profileOf: (subject) => makeProfileStore(store, subject),
    own: {
      read: () => readOwnDocument(device, 'procedures'),
      write: (base, value) => writeOwnDocument(device, 'procedures', base, value),
      delete: () => deleteOwnDocument(device, 'procedures'),
    },
    listLetters: (filter) => listLetters(device, filter),
    openLetter: (env, onStep) => openLetter(device, env, onStep),
    acknowledge: (letter) => acknowledge(device, letter),
    readLetterEvents: (env) => box.readLetterEvents(device, env),
    fetchReceipt: (env) => box.fetchReceipt(device, env),
    checkReceipt: (receipt) => verifyReceipt(receipt, config.trust, { now: Date.now(), checkSender: makeCheckSender(device) }),
    listDesks: () => apply.listDesks(device),
    prepareApplication: (desk, form, fields) => apply.prepareApplication(device, desk, form, fields),
    sealApplication: (to, prepared, signed) => apply.sealPrepared(device, to, prepared, signed),
    async handIn(application, copy) {
      const handed = await apply.handIn(device, application);
      if (handed.ok) await apply.keepCopy(device, copy);
      return handed;
    },
    listApplications: (cursor) => apply.listApplications(device, cursor),
    readApplication: (env) => apply.readApplication(device, env),
    fetchApplicationReceipt: (env) => apply.fetchApplicationReceipt(device, env),
    readCopies: () => apply.readCopies(device),
    readHistory: (filter) => box.readHistory(device, filter),
    listLinks: () => box.listLinks(device),
    prepareLink: (invitation) => box.prepareLink(device, invitation),
    confirmLink: (invitation, preparation) => box.confirmLink(device, invitation, preparation),
    endLink: (alias) => box.endLink(device, alias),
    listAuthenticators: () => listAuthenticators(device),
    phoneAudience: [device.urls.idp, device.urls.keyserver],
    joinPhone: (certificate) => joinPhone(device, certificate),
    endPhone: (signed) => endPhone(device, signed),
    readNotification: () => box.readNotification(device),
    changeNotification: (settings) => box.changeNotification(device, settings),
  };
}
