# ---------------------------------------------------------------------------------------------------------------
# Recomputes every figure of estimates.csv with the R package survey (Lumley), from the answers beside it.
# Written by Danaya. FOR THE TEAM ONLY: the answers are those of single respondents, the figures at full precision.
#
#   Rscript reproduce.R            prints the largest difference; exit status 1 when it exceeds 1e-6
#
# Needs: install.packages("survey")
# ---------------------------------------------------------------------------------------------------------------
suppressMessages(library(survey))

here <- local({
  given <- sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))
  if (length(given)) dirname(normalizePath(given[1])) else "."
})
TOLERANCE <- 1e-6

# ---- what was asked, and how the sample was drawn ----------------------------------------------------------------
#@SPECIFICATION@

# ---- answers -> scores, as docs/reference/design-file.md says ------------------------------------------------------
average <- function(columns) {
  if (!length(columns)) return(NULL)
  values <- rowMeans(do.call(cbind, columns), na.rm = TRUE)
  values[is.nan(values)] <- NA
  values
}

prepare <- function(round) {
  answers <- read.csv(file.path(here, round$file), colClasses = "character", na.strings = "", check.names = FALSE,
                      encoding = "UTF-8")
  values <- blank <- list()
  score <- share <- silent <- list()
  for (item in round$items) {
    scale <- round$scales[[item$scale]]
    given <- answers[[paste0("item ", item$key)]]
    asked <- answers$audience %in% item$audiences & !(given %in% scale$not_asked)
    given[!asked] <- NA
    points <- unname(scale$score[match(given, names(scale$score))])
    good <- ifelse(is.na(points), NA, as.numeric(given %in% scale$favourable))
    answered <- given %in% scale$answers
    said <- answered | given %in% c(scale$dont_know, scale$refusal)
    if (item$kind == "perception") values[[paste0("score:", item$key)]] <- points
    if (item$kind != "choice") values[[paste0("share:", item$key)]] <- good
    values[[paste0("dont_know:", item$key)]] <- ifelse(said, as.numeric(given %in% scale$dont_know), NA)
    values[[paste0("refusal:", item$key)]] <- ifelse(said, as.numeric(given %in% scale$refusal), NA)
    for (code in scale$answers)
      values[[paste0("answer_", code, ":", item$key)]] <- ifelse(answered, as.numeric(given == code), NA)
    score[[item$key]] <- points
    share[[item$key]] <- good
    blank[[item$key]] <- asked & !said
    silent[[item$key]] <- ifelse(said, as.numeric(given %in% c(scale$dont_know, scale$refusal)), NA)
  }
  asked_of <- function(keys) answers$audience %in% unlist(lapply(round$items, function(item)
    if (item$key %in% keys) item$audiences))
  keys <- function(test) vapply(Filter(test, round$items), function(item) item$key, "")
  scored <- keys(function(item) item$kind == "perception")
  groups <- lapply(round$factors, function(factor)
    keys(function(item) item$kind == "perception" && item$factor == factor))
  names(groups) <- round$factors
  for (factor in round$factors) {
    values[[paste0("score:@", factor)]] <- average(score[groups[[factor]]])
    values[[paste0("share:@", factor)]] <- average(share[groups[[factor]]])
    blank[[paste0("@", factor)]] <- asked_of(groups[[factor]]) & is.na(values[[paste0("score:@", factor)]])
  }
  if (!length(groups)) groups <- as.list(scored)
  values[["score:@"]] <- average(lapply(groups, function(group) average(score[group])))
  values[["share:@"]] <- average(lapply(groups, function(group) average(share[group])))
  sensitive <- keys(function(item) item$sensitive)
  values[["silence:@"]] <- average(silent[sensitive])
  blank[["@"]] <- asked_of(scored) & is.na(values[["score:@"]])
  blank[["@silence"]] <- asked_of(sensitive) & is.na(values[["silence:@"]])
  part <- function(names) if (length(names)) as.formula(paste("~", paste0("`design ", names, "`", collapse = " + ")))
  for (name in c(round$design$weights, round$design$fpc)) {
    column <- paste0("design ", name)
    answers[[column]] <- as.numeric(answers[[column]])
  }
  ids <- if (length(round$design$clusters)) part(round$design$clusters) else ~1
  whole <- suppressWarnings(svydesign(ids = ids, strata = part(round$design$strata), weights = part(round$design$weights),
                                      fpc = part(round$design$fpc), nest = round$design$nest, data = answers))
  list(round = round, answers = answers, values = values, blank = blank, design = whole)
}

members <- function(data, audience, domain, level) {
  inside <- data$answers$audience %in% audience
  if (domain == "") return(inside)
  column <- data$answers[[paste0("level ", domain)]]
  if (is.null(column)) return(rep(FALSE, length(inside)))
  inside & column %in% level
}

with_options <- function(data, work) {
  before <- options(survey.lonely.psu = data$round$design$lonely,
                    survey.adjust.domain.lonely = data$round$design$domain_lonely)
  on.exit(options(before))
  work()
}

# ---- one mean, and one difference of two means -----------------------------------------------------------------------
mean_of <- function(data, name, inside, kind) with_options(data, function() {
  values <- data$values[[name]]
  known <- inside & !is.na(values)
  part <- update(data$design, danaya_y = values)[known, ]
  found <- svymean(~danaya_y, part, deff = "replace")
  df <- degf(part)
  estimate <- unname(coef(found)); se <- unname(SE(found)[1])
  half <- if (df > 0) qt(0.975, df) * se else NA
  top <- if (kind == "score") 10 else 1
  bounds <- pmin(pmax(c(estimate - half, estimate + half), 0), top)
  if (kind == "yes_no") bounds <- bounds_of_share(estimate, se, df, part)
  effect <- if (se <= 1e-7 * abs(estimate)) 0 else suppressWarnings(as.numeric(deff(found)))
  list(estimate = estimate, se = se, ci_low = bounds[1], ci_high = bounds[2], df = df, n = sum(known), deff = effect)
})

# Korn and Graubard; none for a share of 0 or 1, nor without a degree of freedom; the share itself where nothing varies
bounds_of_share <- function(estimate, se, df, part) {
  if (df <= 0 || estimate <= 1e-12 || estimate >= 1 - 1e-12) return(c(NA, NA))
  if (se <= 1e-12 * estimate) return(c(estimate, estimate))
  as.numeric(attr(svyciprop(~danaya_y, part, method = "beta", df = df), "ci"))
}

difference_of <- function(data, name, plus, minus) with_options(data, function() {
  values <- data$values[[name]]
  known <- !is.na(values)
  part <- update(data$design, danaya_a = ifelse(plus & known, values, 0), danaya_b = as.numeric(plus & known),
                 danaya_c = ifelse(minus & known, values, 0), danaya_d = as.numeric(minus & known))
  part <- part[(plus | minus) & known, ]
  totals <- svytotal(~danaya_a + danaya_b + danaya_c + danaya_d, part)
  found <- svycontrast(totals, quote(danaya_a / danaya_b - danaya_c / danaya_d))
  list(estimate = as.numeric(coef(found)), se = as.numeric(SE(found)), df = degf(part),
       n = sum((plus | minus) & known))
})

minus_independent <- function(now, before)
  list(estimate = now$estimate - before$estimate, se = sqrt(now$se^2 + before$se^2), df = now$df + before$df,
       n = now$n + before$n)

tested <- function(found) {
  half <- if (found$df > 0) qt(0.975, found$df) * found$se else NA
  if (found$se <= 1e-12 * max(1, abs(found$estimate))) found$se <- 0   # nothing varies: a test means nothing
  found$ci_low <- found$estimate - half
  found$ci_high <- found$estimate + half
  found$p <- if (found$se > 0 && found$df > 0) 2 * pt(-abs(found$estimate / found$se), found$df) else NA
  found
}

# ---- every row of estimates.csv ----------------------------------------------------------------------------------------
later <- prepare(rounds$later)
earlier <- if (!is.null(rounds$earlier)) prepare(rounds$earlier)

measure_kind <- function(data, measure, item) {
  if (measure == "score") return("score")
  if (item == "") "mean" else "yes_no"
}

column_of <- function(row, base, old = FALSE) {
  if (row$item == "") return(paste0(base, ":@", if (base == "silence") "" else row$factor))
  paste0(base, ":", if (old) pairs[[row$item]] else row$item)
}

sides_apart <- function(data, name, row)
  difference_of(data, name, members(data, rounds$sides[1], row$domain, row$level),
                members(data, rounds$sides[2], row$domain, row$level))

levels_apart <- function(data, name, row) {
  everyone <- data$answers$audience %in% row$audience
  column <- data$answers[[paste0("level ", row$domain)]]
  present <- intersect(data$round$levels[[row$domain]], column)
  other <- if (length(present) == 2) everyone & column %in% present[2] else everyone & !(column %in% row$level)
  difference_of(data, name, everyone & column %in% row$level, other)
}

recompute <- function(row) {
  base <- sub("(_gap)?(_change|_difference)?$", "", row$measure)
  base <- sub("_gap$", "", base)
  now <- column_of(row, base)
  if (grepl("_gap_change$", row$measure))
    return(tested(minus_independent(sides_apart(later, now, row), sides_apart(earlier, column_of(row, base, TRUE), row))))
  if (grepl("_gap$", row$measure)) return(tested(sides_apart(later, now, row)))
  if (grepl("_difference$", row$measure)) return(tested(levels_apart(later, now, row)))
  kind <- measure_kind(later, base, row$item)
  here <- mean_of(later, now, members(later, row$audience, row$domain, row$level), kind)
  if (!grepl("_change$", row$measure)) {
    gaps <- if (row$item != "") row$item else paste0("@", if (base == "silence") base else row$factor)
    here$missing <- sum(members(later, row$audience, row$domain, row$level) & later$blank[[gaps]])
    return(here)
  }
  then <- mean_of(earlier, column_of(row, base, TRUE), members(earlier, row$audience, row$domain, row$level), kind)
  tested(minus_independent(here, then))
}

shown <- read.csv(file.path(here, "estimates.csv"), colClasses = "character", na.strings = character(), encoding = "UTF-8")
figures <- c("estimate", "se", "ci_low", "ci_high", "df", "n", "missing", "deff", "p", "fdr")
public <- shown$status %in% c("published", "modelled")
if (any(shown[!public & shown$status != "reported", figures] != "")) stop("a row that is not published holds a figure")
shown <- shown[public, ]
numeric_columns <- c("estimate", "se", "ci_low", "ci_high", "df", "n", "missing", "deff", "p")

# No figure on either side is agreement; a figure on one side only is as wrong as can be.
gap_between <- function(theirs, ours) {
  nothing <- is.null(ours) || !is.finite(ours)
  if (theirs == "" && nothing) return(NA)
  if (theirs == "" || nothing) return(Inf)
  abs(ours - as.numeric(theirs)) / max(1, abs(as.numeric(theirs)))
}

worst <- 0; where <- ""; compared <- 0
for (number in seq_len(nrow(shown))) {
  row <- as.list(shown[number, ])
  found <- recompute(row)
  for (name in numeric_columns) {
    gap <- gap_between(row[[name]], found[[name]])
    if (is.na(gap)) next
    compared <- compared + 1
    if (gap > worst) {
      worst <- gap
      where <- paste(name, row$measure, row$item, row$factor, row$audience, row$domain, row$level)
    }
  }
}
kinds <- vapply(rounds$later$items, function(item) item$kind, "")
names(kinds) <- vapply(rounds$later$items, function(item) item$key, "")
families <- paste(shown$measure, ifelse(shown$item == "", "", kinds[shown$item]), shown$domain)
for (family in unique(families[shown$p != ""])) {
  mine <- families == family & shown$p != ""
  gap <- max(abs(p.adjust(as.numeric(shown$p[mine]), "BH") - suppressWarnings(as.numeric(shown$fdr[mine]))))
  if (is.na(gap)) gap <- Inf
  compared <- compared + sum(mine)
  if (gap > worst) { worst <- gap; where <- paste("fdr", family) }
}
cat(sprintf("%d rows, %d figures recomputed with survey %s\n", nrow(shown), compared, packageVersion("survey")))
cat(sprintf("largest difference: %.3g%s\n", worst, if (worst > 0) paste0(" (", where, ")") else ""))
quit(status = if (worst > TOLERANCE) 1 else 0)
