// The plan as a value: JSON through and through, so that a case engine can carry it out, pause it, change it and stop it (CON-13, CON-21).
import type { IsoDate } from './calendar.ts';
import type { Problem } from './problem.ts';
import type { Bilingual, Text } from './text.ts';

export type Choices = {
  /** Of procedures that exclude each other: the one taken. */
  readonly alternatives?: readonly string[];
  /** Which household member a procedure is for, by index. */
  readonly members?: Readonly<Record<string, number>>;
  /** Procedures the citizen has put aside. */
  readonly leftOut?: readonly string[];
  /** Procedures that are done. */
  readonly done?: readonly string[];
};

export type PlanRequest = {
  readonly context: unknown;
  /** Life events; those in the context when left out. */
  readonly events?: readonly string[];
  readonly asOf?: IsoDate;
  readonly choices?: Choices;
  /** Attribute path to value: what the citizen has answered. */
  readonly answers?: Readonly<Record<string, unknown>>;
  /** Evidence types held in the box. */
  readonly held?: readonly string[];
  /** false switches prediction off. */
  readonly predict?: boolean;
};

export type TraceLine = {
  readonly text: Bilingual;
  readonly result: boolean | null;
  readonly attributes: readonly { path: string; name: Bilingual; value: unknown; source: string }[];
};
export type Law = { readonly law: string; readonly name: Text; readonly article: string };
export type Why = {
  readonly summary: Bilingual;
  readonly trace: readonly TraceLine[];
  readonly laws: readonly Law[];
  readonly events: readonly { id: string; name: Bilingual }[];
};

export type ByWhen = {
  readonly type: string;
  /** Last day by the rule. */
  readonly due: IsoDate | null;
  /** Last day moved past closed days, when the law moves it. */
  readonly dueMoved: IsoDate | null;
  readonly closed: Bilingual | null;
  readonly opens: IsoDate | null;
  readonly hard: boolean;
  readonly overdue: boolean;
  readonly daysLeft: number | null;
  readonly text: Bilingual;
  readonly penalty: Text | null;
  readonly anchor: { readonly path: string; readonly value: IsoDate | null } | null;
  readonly event: string;
  readonly laws: readonly Law[];
};

export type Where = {
  readonly authority: string;
  readonly name: Text;
  readonly sector: string;
  readonly department: Text | null;
  readonly jurisdiction: { readonly id: string; readonly name: Text; readonly attribute: string | null; readonly codes: readonly string[] };
};

export type EvidenceOption = {
  readonly evidence: string;
  readonly name: Bilingual;
  readonly from: 'held' | 'earlier-step' | 'obtainable' | 'other';
  readonly steps: readonly string[];
  readonly issuer: string;
};
export type Bring = {
  readonly options: readonly EvidenceOption[];
  readonly need: 'required' | 'conditional';
  readonly condition: Text | null;
  readonly omittable: boolean;
};

export type FormField = {
  readonly field: string;
  readonly label: Bilingual;
  readonly type: string;
  readonly status: 'filled' | 'ask' | 'not-held' | 'choose-member';
  readonly value?: unknown;
  readonly path: string | null;
  readonly source: string | null;
};

export type How = {
  readonly channels: readonly { id: string; name: Text; kind: string }[];
  readonly online: string;
  readonly onlineNote: Text | null;
  readonly signature: string;
  readonly proxy: boolean;
  readonly result: string | null;
};

export type PlanItem = {
  readonly id: string;
  readonly status: 'applies' | 'ask' | 'not-chosen' | 'left-out' | 'done';
  readonly type: string;
  readonly name: Bilingual;
  readonly description: Text | null;
  readonly filedBy: 'applicant' | 'employer';
  readonly obligation: string;
  readonly automatic: boolean;
  readonly missing: readonly string[];
  readonly why: Why;
  readonly byWhen: ByWhen;
  readonly where: Where;
  readonly bring: readonly Bring[];
  readonly cost: { readonly amount: number | null; readonly note: Text | null } | null;
  readonly how: How;
  readonly fields: readonly FormField[];
  readonly produces: readonly string[];
  readonly followUps: readonly string[];
  readonly confidence: string;
  readonly localVariation: boolean;
  readonly note: Text | null;
};

export type Edge =
  | { readonly kind: 'blocking' | 'recommended' | 'same-time'; readonly before: string; readonly after: string; readonly evidence?: string }
  | { readonly kind: 'time-window'; readonly procedure: string; readonly opens: IsoDate | null; readonly due: IsoDate | null };

export type Alternative = {
  readonly id: string;
  readonly name: Bilingual;
  readonly due: IsoDate | null;
  readonly cost: number | null;
  readonly documents: number;
  readonly authority: Text;
  readonly note: Text | null;
};
export type Question = {
  readonly path: string;
  readonly name: Bilingual;
  readonly type: string;
  readonly options: readonly string[];
  readonly decides: readonly string[];
  readonly source: string;
};
export type Prediction = {
  readonly from: string;
  readonly event: string;
  readonly name: Bilingual;
  readonly earliest: IsoDate | null;
  readonly latest: IsoDate | null;
  readonly lag: string;
  readonly likelihood: string;
  readonly reason: Text | null;
};

export type Plan = {
  readonly catalogueVersion: string;
  readonly asOf: IsoDate;
  readonly activeEvents: readonly string[];
  /** Every procedure linked to the active events, in catalogue order. */
  readonly candidates: readonly string[];
  /** In the order to do them. */
  readonly items: readonly PlanItem[];
  readonly order: readonly string[];
  readonly edges: readonly Edge[];
  readonly notApplicable: readonly { readonly id: string; readonly name: Bilingual; readonly why: Why }[];
  readonly chooseOne: readonly { readonly options: readonly Alternative[]; readonly chosen: string | null }[];
  readonly questions: readonly Question[];
  readonly predictions: readonly Prediction[];
  readonly warnings: readonly Problem[];
};
