#pragma once
#include <lapacke.h>

// The types of the routines that LinearAlgebra looks up in the reference library at run time, taken
// from LAPACKE's own prototypes so that they cannot drift from it.
typedef __typeof__(LAPACKE_dpotrf) *lapacke_dpotrf_function;
typedef __typeof__(LAPACKE_dpotrs) *lapacke_dpotrs_function;
typedef __typeof__(LAPACKE_dpotri) *lapacke_dpotri_function;
typedef __typeof__(LAPACKE_dgesv) *lapacke_dgesv_function;
typedef __typeof__(LAPACKE_dgelsd) *lapacke_dgelsd_function;
typedef __typeof__(LAPACKE_dgesdd) *lapacke_dgesdd_function;
typedef __typeof__(LAPACKE_dsyev) *lapacke_dsyev_function;

// The loader's question "which file is this address in?", which the C library's headers show only
// to those who ask for its extensions; the layout is fixed by its binary interface.
struct loaded_symbol {
  const char *file_name;
  void *file_base;
  const char *symbol_name;
  void *symbol_address;
};
extern int loaded_symbol_at(const void *address, struct loaded_symbol *symbol) __asm__("dladdr");
