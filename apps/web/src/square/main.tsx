import '../no-eval.ts';
