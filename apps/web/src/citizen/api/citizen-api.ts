// Everything the screens may ask. One implementation for devices (packages/device); the screen sheet brings its own.
import type {
  Application,
  ApplicationForm,
  ApplicationPage,
  ApplicationReceipt,
  FormDocument,
  SealedApplication,
} from '@shishobako/contracts/application';
import type { CardRequest, SignedCardStatement, StatementPurpose } from '@shishobako/contracts/card-statement';
import type { HistoryPage, LetterEvents, Link, LinkPreparation, Links, NotificationSettings } from '@shishobako/contracts/citizen-api';
import type { SignedDocumentStatement } from '@shishobako/contracts/document-statement';
import type { Authenticators, PhoneEnded, SignedPhoneEnd } from '@shishobako/contracts/phone';
import type { ReaderConfig } from '@shishobako/contracts/reader-config';
import type { Receipt } from '@shishobako/contracts/receipt';
import type { ApplyError, CheckedDesk, Prepared, ReadApplication } from '@shishobako/device/apply';
import type { BoxError } from '@shishobako/device/box';
import type { LetterFilter, Letters } from '@shishobako/device/list-letters';
import type { OnOpening, OpenedLetter, OpenLetterError } from '@shishobako/device/open-letter';
import type { OwnDocument, OwnDocumentError } from '@shishobako/device/own-document';
import type { ProfileStore } from '@shishobako/device/profile-store';
import type { DeviceSession } from '@shishobako/device/session';
import type { SignInError } from '@shishobako/device/sign-in';
import type { ReceiptVerdict } from '@shishobako/evidence/verify-receipt';
import type { Alias } from '@shishobako/kernel/ids';
import type { Result } from '@shishobako/kernel/result';

/** One sealed document, by compare and set (ADR 0061). */
export type OwnDocuments = {
  read(): Promise<Result<OwnDocument, OwnDocumentError>>;
  write(base: number, value: unknown): Promise<Result<{ version: number }, OwnDocumentError>>;
  delete(): Promise<Result<{ version: number }, OwnDocumentError>>;
};

export type CitizenApi = {
  readonly config: ReaderConfig;
  findSession(): Promise<DeviceSession | undefined>;
  beginSignIn(input: { purpose: StatementPurpose; returnTo: string }): Promise<Result<{ authorizeUrl: string }, SignInError>>;
  readInteraction(uid: string): Promise<Result<{ request: CardRequest }, SignInError>>;
  submitStatement(uid: string, signed: SignedCardStatement): Promise<Result<{ redirectTo: string }, SignInError>>;
  finishSignIn(callback: URL): Promise<Result<{ returnTo: string }, SignInError | BoxError>>;
  signOut(forgetKeys: boolean): Promise<void>;
  /** What this person has told 手続き, as this device has it. */
  profileOf(subject: string): ProfileStore;
  /** The same, sealed in the box for the person's other devices. */
  readonly own: OwnDocuments;

  listLetters(filter: LetterFilter): Promise<Result<Letters, BoxError>>;
  openLetter(env: string, onStep: OnOpening): Promise<Result<OpenedLetter, OpenLetterError>>;
  acknowledge(letter: OpenedLetter): Promise<Result<void, BoxError>>;
  readLetterEvents(env: string): Promise<Result<LetterEvents, BoxError>>;
  fetchReceipt(env: string): Promise<Result<Receipt, BoxError>>;
  checkReceipt(receipt: Receipt): Promise<ReceiptVerdict>;

  listDesks(): Promise<Result<readonly CheckedDesk[], BoxError>>;
  prepareApplication(desk: CheckedDesk['desk'], form: ApplicationForm, fields: FormDocument['fields']): Promise<Prepared>;
  sealApplication(
    to: { desk: CheckedDesk['desk']; alias: Alias; form: ApplicationForm },
    prepared: Prepared,
    signed: SignedDocumentStatement,
  ): Promise<Result<SealedApplication, ApplyError>>;
  /** Safe to repeat with the same sealed application. */
  handIn(application: SealedApplication, copy: FormDocument): Promise<Result<Application, BoxError>>;
  listApplications(cursor?: string): Promise<Result<ApplicationPage, BoxError>>;
  readApplication(env: string): Promise<Result<ReadApplication, BoxError>>;
  fetchApplicationReceipt(env: string): Promise<Result<ApplicationReceipt, BoxError>>;
  /** What this device has sent, by envelope id. */
  readCopies(): Promise<Readonly<Record<string, FormDocument>>>;

  readHistory(filter: { cursor?: string; limit?: number; env?: string }): Promise<Result<HistoryPage, BoxError>>;
  listLinks(): Promise<Result<Links, BoxError>>;
  prepareLink(invitation: string): Promise<Result<LinkPreparation, BoxError>>;
  confirmLink(invitation: string, preparation: LinkPreparation): Promise<Result<Link, BoxError>>;
  endLink(alias: string): Promise<Result<void, BoxError>>;
  listAuthenticators(): Promise<Result<Authenticators, BoxError>>;
  /** The services that let a phone in: what the card's signature is for. */
  readonly phoneAudience: readonly string[];
  joinPhone(certificate: string): Promise<Result<undefined, BoxError>>;
  endPhone(signed: SignedPhoneEnd): Promise<Result<PhoneEnded, BoxError>>;
  readNotification(): Promise<Result<NotificationSettings, BoxError>>;
  changeNotification(settings: NotificationSettings): Promise<Result<NotificationSettings, BoxError>>;
};
