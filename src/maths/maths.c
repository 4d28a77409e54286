#include "maths/maths.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_version.h>

void maths_init(void)
{
    gsl_set_error_handler_off();
}

const char *maths_library_version(void)
{
    return gsl_version;
}
