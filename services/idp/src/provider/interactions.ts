// The sign-in interaction as the routes see it: found by its own cookie, finished with an account.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Thumbprint } from '@shishobako/contracts/primitives';
import type { Clock } from '@shishobako/kernel/clock';
import type { AccountId } from '@shishobako/kernel/ids';
import type Provider from 'oidc-provider';
import { errors } from 'oidc-provider';
import { z } from 'zod';

type Raw = { readonly request: IncomingMessage; readonly response: ServerResponse };
export type OpenInteraction = { readonly uid: string; readonly clientId: string; readonly jkt: string };

export type Interactions = {
  /** Undefined when it has ended, never was, or belongs to another browser. */
  find(raw: Raw, uid: string): Promise<OpenInteraction | undefined>;
  /** Returns the address the browser goes to next. */
  finish(raw: Raw, account: AccountId): Promise<string>;
};

const Params = z.looseObject({ client_id: z.string(), dpop_jkt: Thumbprint });

export function makeInteractions(provider: Provider, clock: Clock): Interactions {
  async function details({ request, response }: Raw) {
    try {
      return await provider.interactionDetails(request, response);
    } catch (error) {
      if (error instanceof errors.SessionNotFound) return undefined;
      throw error;
    }
  }

  return {
    async find(raw, uid) {
      const interaction = await details(raw);
      if (interaction?.uid !== uid || interaction.prompt.name !== 'login') return undefined;
      const { client_id, dpop_jkt } = Params.parse(interaction.params);
      return { uid, clientId: client_id, jkt: dpop_jkt };
    },
    async finish(raw, account) {
      const interaction = await details(raw);
      const login = { accountId: account, acr: 'L3', amr: ['sc', 'pin'], ts: Math.floor(clock() / 1000), remember: false };
      const next = await provider.interactionResult(raw.request, raw.response, { login }, { mergeWithLastSubmission: false });
      // On a shared machine the last person may still be in the browser's session: whoever holds this card starts anew in it.
      const session = interaction?.session?.uid ? await provider.Session.findByUid(interaction.session.uid) : undefined;
      if (session?.accountId) {
        session.accountId = undefined;
        session.authorizations = undefined;
        await session.persist();
      }
      return next;
    },
  };
}
