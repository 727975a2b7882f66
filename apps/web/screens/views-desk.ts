import type { View } from './views.ts';

export const consoleViews: View[] = [];
export const squareViews: View[] = [];
