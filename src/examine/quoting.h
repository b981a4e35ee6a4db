/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the sender typed, and what their program put below or between: the
 * mail answered, or the mail forwarded inline.
 */
#ifndef ASR_QUOTING_H
#define ASR_QUOTING_H

/*
 * Splits text (UTF-8, lines ended by \n) at the first of
 * - a separator: «-----Message d'origine-----», «Début du message
 *   transféré :», «---------- Forwarded message ---------»;
 * - a header typed out: «De : …» followed by «Envoyé : …», «Objet : …»;
 * - «Le … a écrit :», «On … wrote:», over one to four lines.
 * Lines that begin with ">" are quoted wherever they stand; after «a écrit :»
 * followed by such lines the sender's text may go on below them.
 * Both results are never NULL; the caller frees them.
 */
void quoting_split(const char *text, char **own_r, char **quoted_r);

#endif
