// The bytes a card signed, as the form they are.
import { FormDocument } from '@shishobako/contracts/application';
import { equalBytes, fromBase64url, fromUtf8 } from '@shishobako/kernel/bytes';
import { canonicalJson } from '@shishobako/kernel/canonical-json';

export type ReadForm = { readonly bytes: Uint8Array; readonly document: FormDocument };

/** `text`: base64url of the signed bytes. Undefined unless they are a form in its only byte form (RFC 8785), so that one form has one digest. */
export function readFormDocument(text: string): ReadForm | undefined {
  try {
    const bytes = fromBase64url(text);
    const document = FormDocument.parse(JSON.parse(fromUtf8(bytes)));
    return equalBytes(canonicalJson(document), bytes) ? { bytes, document } : undefined;
  } catch {
    return undefined;
  }
}
