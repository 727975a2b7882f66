// Who sealed a letter, judged on the device by the pinned sender authorities alone (SEC-08).
import type { CheckSender } from '@shishobako/crypto/web/open-envelope';
import { fromBase64 } from '@shishobako/kernel/bytes';
import { err, ok } from '@shishobako/kernel/result';
import { checkSenderCertificate } from '@shishobako/pki/web/check-sender-certificate';
import type { Device } from './device.ts';

export const makeCheckSender =
  (device: Pick<Device, 'trust'>): CheckSender =>
  async (x5c, at) => {
    const [leaf] = x5c;
    if (leaf === undefined) return err({ kind: 'certificate.missing' });
    const checked = await checkSenderCertificate(fromBase64(leaf), device.trust.anchors, Date.parse(at));
    return checked.ok ? ok({ agency: checked.value.sender.agencyId }) : checked;
  };
