// 手続き on the sheet: from the first words to the plan, in each of its states.
import type { Page } from 'playwright-core';
import type { View } from './views.ts';

const page = 'citizen' as const;
const easy = async (at: Page): Promise<void> => {
  await at
    .getByRole('radio', { name: 'やさしい日本語' })
    .or(at.getByRole('button', { name: 'やさしい日本語' }))
    .first()
    .click();
};

export const procedureViews: View[] = [
  { name: 'procedures', page, path: '/procedures' },
  { name: 'procedures-easy', page, path: '/procedures', act: easy },
  {
    name: 'procedures-words',
    page,
    path: '/procedures',
    act: async (at) => {
      await at.getByRole('textbox').fill('先週、引っ越しました');
      await at
        .getByText(/という言葉から|because you wrote/)
        .first()
        .waitFor();
    },
  },
  { name: 'procedures-running', page, path: '/procedures', box: 'plan-moving' },
  { name: 'procedures-letter', page, path: '/procedures', box: 'plan-letter' },
  { name: 'procedures-ask-date', page, path: '/procedures/ask', box: 'plan-empty' },
  {
    name: 'procedures-ask-yes',
    page,
    path: '/procedures/ask',
    box: 'plan-asking',
    act: async (at) => {
      for (let n = 0; n < 3; n++) {
        const choice = at.locator('section [data-row]');
        await ((await choice.count()) > 0 ? choice.last() : at.locator('section button').first()).click();
        await at.waitForTimeout(200);
      }
    },
  },
  { name: 'procedures-ask-people', page, path: '/procedures/ask#household.members', box: 'plan-moving' },
  { name: 'procedures-ask-contracts', page, path: '/procedures/ask#person.contracts', box: 'plan-moving' },
  { name: 'procedures-plan', page, path: '/procedures/plan', box: 'plan-moving' },
  { name: 'procedures-plan-easy', page, path: '/procedures/plan', box: 'plan-moving', act: easy },
  { name: 'procedures-plan-list', page, path: '/procedures/plan?view=list', box: 'plan-moving' },
  { name: 'procedures-plan-calendar', page, path: '/procedures/plan?view=calendar', box: 'plan-moving' },
  { name: 'procedures-plan-choose', page, path: '/procedures/plan', box: 'plan-leaving' },
  { name: 'procedures-item', page, path: '/procedures/item#moving-in-notification', box: 'plan-moving' },
  { name: 'procedures-item-kei', page, path: '/procedures/item#nhi-enrolment', box: 'plan-leaving' },
  { name: 'procedures-me', page, path: '/procedures/me', box: 'me' },
  { name: 'procedures-me-empty', page, path: '/procedures/me' },
  { name: 'home-plan', page, path: '/', box: 'plan-moving' },
];
